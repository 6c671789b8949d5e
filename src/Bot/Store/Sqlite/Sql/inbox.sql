-- name: add
INSERT INTO inbox (kind, key, payload, received_at) VALUES (@kind, @key, @payload, @receivedAt)
ON CONFLICT (kind, key) DO NOTHING;

-- name: load
SELECT COUNT(*) FROM inbox WHERE state = 0;

-- name: pending
SELECT id, kind, key, payload, received_at AS receivedAt, attempts, reason
FROM inbox WHERE state = 0 AND (not_before IS NULL OR not_before <= @now) ORDER BY id LIMIT @max;

-- name: due
SELECT MIN(not_before) FROM inbox WHERE state = 0 AND not_before IS NOT NULL AND not_before > @now;

-- name: done
UPDATE inbox SET state = 1 WHERE id = @id;

-- name: retry
UPDATE inbox SET attempts = attempts + 1, reason = @reason, not_before = @notBefore WHERE id = @id AND state = 0;

-- name: park
UPDATE inbox SET state = 2, reason = @reason WHERE id = @id AND state = 0;

-- name: parked
SELECT id, kind, key, payload, received_at AS receivedAt, attempts, reason FROM inbox WHERE state = 2 ORDER BY id LIMIT @max;

-- name: again
UPDATE inbox SET state = 0, attempts = 0, reason = NULL, not_before = NULL,
  key = CASE WHEN kind = @was THEN key || '/' || id ELSE key END, kind = CASE WHEN kind = @was THEN @becomes ELSE kind END
WHERE id = @id AND state = 2;

-- name: forget
DELETE FROM inbox WHERE state = 1 AND received_at < @before;
