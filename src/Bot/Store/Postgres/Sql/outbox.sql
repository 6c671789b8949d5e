-- name: lock
-- One at a time: two nodes that replace the same card at once would both find the same message in its place.
SELECT pg_advisory_xact_lock(1229866584, hashtext(current_schema()));

-- name: add
SELECT outbox_add(m.key, m.room, m.kind, m.payload, m.priority, m.tag, m.at)
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[])
  WITH ORDINALITY AS m (key, room, kind, payload, priority, tag, at, nth)
ORDER BY m.nth;

-- name: next
-- One index step per room, not one per waiting message.
WITH RECURSIVE rooms (room) AS (
  SELECT MIN(room) FROM outbox WHERE state = 0
  UNION ALL
  SELECT (SELECT MIN(later.room) FROM outbox AS later WHERE later.state = 0 AND later.room > rooms.room)
  FROM rooms WHERE rooms.room IS NOT NULL
)
SELECT o.id, o.key, o.room, o.kind, o.payload, o.priority, o.tag AS coalesce, o.at, o.attempts
FROM rooms CROSS JOIN LATERAL (
  SELECT first.* FROM outbox AS first WHERE first.state = 0 AND first.room = rooms.room ORDER BY first.priority, first.place LIMIT 1) AS o
WHERE NOT (rooms.room = ANY (@busy))
  AND NOT EXISTS (
    SELECT 1 FROM outbox AS hidden
    WHERE hidden.state = 0 AND hidden.not_before IS NOT NULL AND hidden.room = rooms.room AND hidden.not_before > @now)
ORDER BY o.priority, o.place LIMIT @max;

-- name: due
SELECT MIN(not_before) FROM outbox WHERE state = 0 AND not_before IS NOT NULL AND not_before > @now;

-- name: sent
UPDATE outbox SET state = 1, platform_id = @platformId, sent_at = @at WHERE id = @id AND state <> 1;

-- name: retry
-- A message that was replaced while it was being sent hands its trouble to the one in its place.
UPDATE outbox SET attempts = attempts + 1, reason = @reason, not_before = @notBefore
WHERE state = 0 AND place = (SELECT tried.place FROM outbox AS tried WHERE tried.id = @id AND tried.state IN (0, 3));

-- name: give-up
UPDATE outbox SET state = 2, reason = @reason WHERE id = @id AND state IN (0, 3);

-- name: given-up
SELECT id, key, room, kind, payload, priority, tag AS coalesce, at, attempts, reason
FROM outbox WHERE state = 2 ORDER BY id LIMIT @max;

-- name: platform-id
SELECT platform_id FROM outbox
WHERE state = 1 AND platform_id IS NOT NULL AND room = @room AND tag = @tag ORDER BY id DESC LIMIT 1;

-- name: age
SELECT COUNT(*) AS waiting, MIN(since) AS oldestAt FROM outbox WHERE state = 0;
