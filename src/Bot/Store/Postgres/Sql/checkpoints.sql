-- name: read
SELECT position FROM checkpoints WHERE follower = @follower;

-- name: write
INSERT INTO checkpoints (follower, position) VALUES (@follower, @position)
ON CONFLICT (follower) DO UPDATE SET position = excluded.position WHERE excluded.position > checkpoints.position;
