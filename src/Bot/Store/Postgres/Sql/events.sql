-- name: lock
-- One append transaction at a time in the whole database, until its commit is visible: positions are given in commit order, so no
-- reader finds a smaller one later, and a term that is read under the lock is the term until the commit.
SELECT pg_advisory_xact_lock(1229866583, hashtext(current_schema()));

-- name: stand
SELECT COALESCE((SELECT term FROM leases WHERE name = 'work'), 0), COALESCE((SELECT MAX(position) FROM events), 0);

-- name: heads
SELECT wanted.stream, head.version, head.hash
FROM unnest($1::text[]) AS wanted (stream)
CROSS JOIN LATERAL (SELECT e.version, e.hash FROM events AS e WHERE e.stream = wanted.stream COLLATE "C" ORDER BY e.version DESC LIMIT 1) AS head;

-- name: open
-- Rows in the order of their ids, as everybody locks them.
SELECT id FROM inbox WHERE id = ANY ($1::bigint[]) AND state <> 1 ORDER BY id FOR UPDATE;

-- name: append
INSERT INTO events (position, stream, version, type, data, at, prev_hash, hash)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]);

-- name: complete
UPDATE inbox SET state = 1 WHERE id = ANY ($1::bigint[]);

-- name: stream
SELECT position, stream, version, type, data, at, prev_hash AS prevHash, hash
FROM events WHERE stream = @stream AND version > @afterVersion ORDER BY version;

-- name: all
SELECT position, stream, version, type, data, at, prev_hash AS prevHash, hash
FROM events WHERE position > @afterPosition ORDER BY position LIMIT @max;

-- name: streams
SELECT stream FROM events WHERE version = 1 AND stream >= @prefix AND starts_with(stream, @prefix);

-- name: last
SELECT COALESCE(MAX(position), 0) FROM events;
