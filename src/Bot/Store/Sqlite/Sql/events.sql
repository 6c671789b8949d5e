-- name: hash
SELECT hash FROM events WHERE stream = @stream AND version = @version;

-- name: append
INSERT INTO events (stream, version, type, data, at, prev_hash, hash)
VALUES (@stream, @version, @type, @data, @at, @prevHash, @hash)
ON CONFLICT (stream, version) DO NOTHING
RETURNING position;

-- name: complete
UPDATE inbox SET state = 1 WHERE id = @id AND state <> 1;

-- name: stream
SELECT position, stream, version, type, data, at, prev_hash AS prevHash, hash
FROM events WHERE stream = @stream AND version > @afterVersion ORDER BY version;

-- name: all
SELECT position, stream, version, type, data, at, prev_hash AS prevHash, hash
FROM events WHERE position > @afterPosition ORDER BY position LIMIT @max;

-- name: streams
SELECT stream FROM events WHERE version = 1 AND stream >= @prefix AND substr(stream, 1, length(@prefix)) = @prefix;

-- name: last
SELECT COALESCE(MAX(position), 0) FROM events;
