-- name: find
SELECT room, key, at, asked, result FROM intents WHERE platform = @platform AND kind = @kind AND room = @room AND key = @key;

-- name: intend
INSERT INTO intents (platform, kind, room, key, at, asked) VALUES (@platform, @kind, @room, @key, @at, @asked)
ON CONFLICT (platform, kind, room, key) DO UPDATE SET asked = excluded.asked, at = excluded.at;

-- name: keep
UPDATE intents SET result = @result WHERE platform = @platform AND kind = @kind AND room = @room AND key = @key;

-- name: forget
DELETE FROM intents WHERE platform = @platform AND kind = @kind AND room = @room AND key = @key AND result IS NULL;

-- name: lastAsked
SELECT room, key, at, asked, result FROM intents
WHERE platform = @platform AND kind = @kind AND md5(asked) = md5(@asked) AND asked = @asked AND result IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1;

-- name: resulted
SELECT EXISTS (SELECT 1 FROM intents WHERE platform = @platform AND kind = @kind AND md5(result) = md5(@result) AND result = @result);

-- name: oldest
SELECT room, key, at, asked, result FROM intents WHERE platform = @platform AND kind = @kind AND result IS NULL ORDER BY id LIMIT 1;

-- name: expire
DELETE FROM intents WHERE platform = @platform AND kind = @kind AND result IS NOT NULL AND at < @before;
