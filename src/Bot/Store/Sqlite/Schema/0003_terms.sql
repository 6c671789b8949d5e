-- How often this log has been opened for work: the term that steps are told, larger at each start.
CREATE TABLE terms (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  term     INTEGER NOT NULL
) STRICT;

INSERT INTO terms (only_one, term) VALUES (1, 0);
