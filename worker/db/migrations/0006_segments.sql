-- Who is in a segment by an uploaded list, and who has been in which segment since when.

CREATE TABLE segment_lists (
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  segment_id TEXT NOT NULL REFERENCES segments (id),
  added_at INTEGER NOT NULL,
  PRIMARY KEY (enrolment_id, segment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_lists_of_segment ON segment_lists (segment_id, enrolment_id);

-- As it was last looked at: what is shown and offered is worked out anew each time, this tells who came and who went.
CREATE TABLE segment_states (
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  segment_id TEXT NOT NULL REFERENCES segments (id),
  entered_at INTEGER,
  left_at INTEGER,
  PRIMARY KEY (enrolment_id, segment_id),
  CHECK (entered_at IS NOT NULL OR left_at IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_states_of_segment ON segment_states (segment_id, enrolment_id);
