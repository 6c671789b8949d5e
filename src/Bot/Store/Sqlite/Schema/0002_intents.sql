-- What was to be done outside and what came of it. AUTOINCREMENT, since id is the order in which intents were made.
CREATE TABLE intents (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  platform TEXT NOT NULL,
  kind     TEXT NOT NULL,
  room     TEXT NOT NULL,
  key      TEXT NOT NULL,
  at       TEXT NOT NULL,
  asked    TEXT NOT NULL,
  result   TEXT,
  UNIQUE (platform, kind, room, key)
) STRICT;

CREATE INDEX intents_asked ON intents (platform, kind, asked) WHERE result IS NOT NULL;
CREATE INDEX intents_results ON intents (platform, kind, result) WHERE result IS NOT NULL;
CREATE INDEX intents_open ON intents (platform, kind, id) WHERE result IS NULL;
