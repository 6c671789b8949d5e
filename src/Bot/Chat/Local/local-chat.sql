-- The local chat plays a chat server: this file is that server's memory, not the incident log.
-- seq is one counter over rooms and messages: whatever changed last has the largest, so a reader resumes from a number.
CREATE TABLE chat (
  one   INTEGER PRIMARY KEY CHECK (one = 1),
  store TEXT    NOT NULL,
  seq   INTEGER NOT NULL
) STRICT;

CREATE TABLE room (
  id        TEXT    PRIMARY KEY,
  key       TEXT    NOT NULL UNIQUE,
  kind      TEXT    NOT NULL,
  topic     TEXT    NOT NULL,
  archived  INTEGER NOT NULL DEFAULT 0,
  opened_at TEXT    NOT NULL,
  seq       INTEGER NOT NULL
) STRICT;

CREATE TABLE message (
  number      INTEGER PRIMARY KEY AUTOINCREMENT,
  room        TEXT    NOT NULL REFERENCES room (id),
  key         TEXT    NOT NULL,
  author      TEXT,
  author_name TEXT    NOT NULL,
  kind        TEXT    NOT NULL,
  text        TEXT    NOT NULL,
  card        TEXT,
  audience    TEXT,
  pinned      INTEGER NOT NULL DEFAULT 0,
  at          TEXT    NOT NULL,
  edited_at   TEXT,
  seq         INTEGER NOT NULL,
  UNIQUE (room, key)
) STRICT;

CREATE INDEX message_by_seq ON message (seq);
CREATE INDEX message_by_room ON message (room, seq);
