-- Who is in a segment by an uploaded list, who came and who went, and how far the clock has looked.

-- When its rule was last changed, and since when everybody has been looked at by it: until then nobody knows who is new.
ALTER TABLE segments ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE segments ADD COLUMN settled_at INTEGER;

-- The end of an id is chance: in this order the first so many are a sample, and the same one each time.
CREATE INDEX enrolments_by_chance ON enrolments (program_id, substr(id, -10), id);

CREATE TABLE segment_lists (
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  segment_id TEXT NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (enrolment_id, segment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_lists_of_segment ON segment_lists (segment_id, enrolment_id);

-- As it was last looked at: what is shown and offered is worked out anew each time, this tells who came and who went.
-- Kept by the trigger on segment_events alone.
CREATE TABLE segment_states (
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  segment_id TEXT NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
  -- Since when; NULL: not in it.
  entered_at INTEGER,
  left_at INTEGER,
  -- Events so far: an odd number of them is a member who is in it.
  changes INTEGER NOT NULL CHECK (changes >= 1),
  PRIMARY KEY (enrolment_id, segment_id),
  CHECK ((changes % 2 = 1) = (entered_at IS NOT NULL)),
  CHECK (changes = 1 OR left_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_states_of_segment ON segment_states (segment_id, enrolment_id);

CREATE TABLE segment_events (
  id TEXT PRIMARY KEY,
  segment_id TEXT NOT NULL REFERENCES segments (id) ON DELETE CASCADE,
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  -- The how manieth of this member and segment: whoever came in can only leave, and the other way round.
  nth INTEGER NOT NULL CHECK (nth >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('entered', 'left')),
  cause TEXT NOT NULL CHECK (cause IN ('member', 'time', 'list', 'rule')),
  -- The profile that it was worked out of.
  profile_version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (enrolment_id, segment_id, nth),
  CHECK ((nth % 2 = 1) = (kind = 'entered'))
) STRICT;
CREATE INDEX segment_events_of_segment ON segment_events (segment_id, id);

-- Two writers who both saw a member outside can't both let them in, and what was worked out of a profile that has changed
-- since is worked out again.
CREATE TRIGGER segment_events_in_turn BEFORE INSERT ON segment_events
WHEN NEW.nth <> 1 + ifnull((SELECT changes FROM segment_states WHERE enrolment_id = NEW.enrolment_id AND segment_id = NEW.segment_id), 0)
  OR (NEW.nth % 2 = 1) <> (NEW.kind = 'entered')
  OR NEW.profile_version <> (SELECT version FROM profiles WHERE enrolment_id = NEW.enrolment_id)
BEGIN SELECT RAISE (ABORT, 'stale segment'); END;
CREATE TRIGGER segment_events_stay BEFORE UPDATE ON segment_events
BEGIN SELECT RAISE (ABORT, 'segment events are what happened'); END;

CREATE TRIGGER segment_events_move AFTER INSERT ON segment_events
BEGIN
  INSERT INTO segment_states (enrolment_id, segment_id, entered_at, left_at, changes)
  VALUES (NEW.enrolment_id, NEW.segment_id, iif(NEW.kind = 'entered', NEW.at, NULL), iif(NEW.kind = 'left', NEW.at, (
    SELECT left_at FROM segment_states WHERE enrolment_id = NEW.enrolment_id AND segment_id = NEW.segment_id)), NEW.nth)
  ON CONFLICT (enrolment_id, segment_id) DO UPDATE SET
    entered_at = excluded.entered_at, left_at = excluded.left_at, changes = excluded.changes;
END;

-- How far the clock has looked through a programme's members. A programme without segments has no row.
CREATE TABLE segment_passes (
  program_id TEXT PRIMARY KEY REFERENCES programs (id),
  -- When a pass is begun; one that has begun goes on until it is through.
  due_at INTEGER NOT NULL,
  started_at INTEGER,
  -- The last member who was looked at.
  after_id TEXT NOT NULL DEFAULT '',
  -- Raised by one with every step, so that of two that go on from the same place one is undone.
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_passes_due ON segment_passes (due_at);
CREATE TRIGGER segment_passes_in_turn BEFORE UPDATE OF started_at, after_id ON segment_passes
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE (ABORT, 'stale segment'); END;
