-- What the bot has done in Slack, by the key of its cause: Slack itself knows no such keys. Not the incident log.
CREATE TABLE intent (
  kind   TEXT NOT NULL,
  room   TEXT NOT NULL,
  key    TEXT NOT NULL,
  at     TEXT NOT NULL,
  -- What was asked for (a channel's name), and what came of it (channel id, message ts); a null result means that nobody knows.
  asked  TEXT NOT NULL DEFAULT '',
  result TEXT,
  PRIMARY KEY (kind, room, key)
) STRICT, WITHOUT ROWID;

-- Channels that the bot itself has archived: they are not opened again.
CREATE TABLE archived (
  room TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Deliveries that need a question to Slack before they can go to the inbox, in order of arrival.
CREATE TABLE errand (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  key     TEXT    NOT NULL UNIQUE,
  payload TEXT    NOT NULL,
  at      TEXT    NOT NULL,
  done    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Messages that the timeline keeps: only their edits and deletions are of interest.
CREATE TABLE captured (
  message TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
