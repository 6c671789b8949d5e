-- name: pulse
SELECT COALESCE((SELECT MAX(position) FROM events), 0),
  EXISTS (SELECT 1 FROM inbox WHERE state = 0 AND (not_before IS NULL OR not_before <= $1)),
  EXISTS (SELECT 1 FROM outbox WHERE state = 0 AND (not_before IS NULL OR not_before <= $1));

-- name: tell
SELECT pg_notify($1, $2);
