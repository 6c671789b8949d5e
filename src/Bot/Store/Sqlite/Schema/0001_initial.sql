-- Times are text, yyyy-MM-ddTHH:mm:ss.fffffffZ, UTC: their order is the order of time.

-- The log. Position is the order over all streams; (stream, version) decides every race.
CREATE TABLE events (
  position  INTEGER PRIMARY KEY,
  stream    TEXT NOT NULL,
  version   INTEGER NOT NULL CHECK (version > 0),
  type      TEXT NOT NULL,
  data      TEXT NOT NULL,
  at        TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash      TEXT NOT NULL,
  UNIQUE (stream, version)
) STRICT;

CREATE INDEX events_streams ON events (stream) WHERE version = 1;

CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;

CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'the log is append-only');
END;

-- What came in. state: 0 pending, 1 done, 2 parked. AUTOINCREMENT, since rows are deleted and an id must never come again.
CREATE TABLE inbox (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  kind        TEXT NOT NULL,
  key         TEXT NOT NULL,
  payload     TEXT NOT NULL,
  received_at TEXT NOT NULL,
  state       INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 2),
  attempts    INTEGER NOT NULL DEFAULT 0,
  not_before  TEXT,
  reason      TEXT,
  UNIQUE (kind, key)
) STRICT;

CREATE INDEX inbox_pending ON inbox (id) WHERE state = 0;
CREATE INDEX inbox_hidden ON inbox (not_before) WHERE state = 0 AND not_before IS NOT NULL;
CREATE INDEX inbox_done ON inbox (received_at) WHERE state = 1;
CREATE INDEX inbox_parked ON inbox (id) WHERE state = 2;

-- What is to be said. state: 0 waiting, 1 sent, 2 given up, 3 replaced by a later message that took its place.
CREATE TABLE outbox (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  key         TEXT NOT NULL UNIQUE,
  room        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  payload     TEXT NOT NULL,
  priority    INTEGER NOT NULL,
  tag         TEXT,
  at          TEXT NOT NULL,
  place       INTEGER NOT NULL,
  since       TEXT NOT NULL,
  state       INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 3),
  attempts    INTEGER NOT NULL DEFAULT 0,
  not_before  TEXT,
  reason      TEXT,
  platform_id TEXT,
  sent_at     TEXT
) STRICT;

CREATE INDEX outbox_order ON outbox (room, priority, place) WHERE state = 0;
CREATE INDEX outbox_hidden ON outbox (room, not_before) WHERE state = 0 AND not_before IS NOT NULL;
CREATE INDEX outbox_places ON outbox (place) WHERE state = 0;
CREATE UNIQUE INDEX outbox_tags ON outbox (room, tag) WHERE state = 0 AND tag IS NOT NULL;
CREATE INDEX outbox_sent_tags ON outbox (room, tag, id) WHERE state = 1 AND platform_id IS NOT NULL;
CREATE INDEX outbox_given_up ON outbox (id) WHERE state = 2;

CREATE TABLE checkpoints (
  follower TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
