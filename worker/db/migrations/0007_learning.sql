-- What a programme's own history tells of it: counters that only add up, and what a scheduled job makes of them.

-- Each version is kept: a decision names the one that it was made with.
CREATE TABLE program_facts (
  program_id TEXT NOT NULL REFERENCES programs (id),
  version INTEGER NOT NULL CHECK (version >= 1),
  data TEXT NOT NULL CHECK (json_valid(data)),
  made_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, version)
) STRICT, WITHOUT ROWID;
