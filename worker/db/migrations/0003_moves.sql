-- What moves units by hand or by event. On the programme's own database.

-- What one member handed on to another. Both sides stand in the ledger under this id.
CREATE TABLE transfers (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  from_enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  to_enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  unit TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  -- Free text between two people, so kept out of the ledger: NULL once one of them has been erased.
  note TEXT,
  -- Days since 1970-01-01 of the programme's own calendar: what the day's cap counts.
  day INTEGER NOT NULL,
  transferred_at INTEGER NOT NULL,
  CHECK (from_enrolment_id <> to_enrolment_id)
) STRICT;
CREATE INDEX transfers_sent ON transfers (from_enrolment_id, id);
CREATE INDEX transfers_received ON transfers (to_enrolment_id, id);
CREATE INDEX transfers_of_day ON transfers (from_enrolment_id, day, unit, amount);

-- No two at once pass the day's cap, and nothing is handed on that the programme does not let go.
CREATE TRIGGER transfers_within_cap BEFORE INSERT ON transfers
WHEN NOT EXISTS (
  SELECT 1 FROM programs WHERE id = NEW.program_id AND rules ->> '$.transfers.unit' = NEW.unit
    AND rules ->> '$.transfers.perDay' >= NEW.amount + (
      SELECT coalesce(sum(amount), 0) FROM transfers
      WHERE from_enrolment_id = NEW.from_enrolment_id AND day = NEW.day AND unit = NEW.unit))
BEGIN SELECT RAISE (ABORT, 'more than may be handed on'); END;
CREATE TRIGGER transfers_stay BEFORE UPDATE ON transfers
WHEN NEW.id <> OLD.id OR NEW.program_id <> OLD.program_id OR NEW.from_enrolment_id <> OLD.from_enrolment_id
  OR NEW.to_enrolment_id <> OLD.to_enrolment_id OR NEW.unit <> OLD.unit OR NEW.amount <> OLD.amount OR NEW.day <> OLD.day
  OR NEW.transferred_at <> OLD.transferred_at OR NEW.note IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'transfers are append-only'); END;
CREATE TRIGGER transfers_remain BEFORE DELETE ON transfers
BEGIN SELECT RAISE (ABORT, 'transfers are append-only'); END;

-- What happened besides purchases. Whoever tells of it has an id of their own for it: told again, it is the same.
CREATE TABLE member_events (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  -- Who tells of it: merchants who share a programme number their events each for themselves.
  merchant_id TEXT NOT NULL,
  type TEXT NOT NULL,
  external_id TEXT NOT NULL,
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  purchase_id TEXT REFERENCES purchases (id),
  amount_minor INTEGER CHECK (amount_minor IS NULL OR amount_minor BETWEEN 0 AND 1000000000000),
  -- What each rule gave, with its cuts, and what had waited for it.
  earned TEXT NOT NULL CHECK (json_valid(earned)),
  released TEXT NOT NULL CHECK (json_valid(released)),
  -- SHA-256 of what was sent but for the member, to tell a retry from another event under the same id.
  content_hash TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  UNIQUE (merchant_id, type, external_id)
) STRICT;
CREATE INDEX member_events_of_member ON member_events (enrolment_id, occurred_at);

CREATE TRIGGER member_events_stay BEFORE UPDATE ON member_events
BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;
CREATE TRIGGER member_events_remain BEFORE DELETE ON member_events
BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;

-- Answers to requests that came with a key, written in the batch that did what they asked: a worker that died between
-- that batch and its answer does it no second time. Kept for as long as anybody may send a request again.
CREATE TABLE moves_done (
  -- SHA-256 of what was asked for, by whom and under which key.
  key TEXT PRIMARY KEY,
  answer TEXT NOT NULL CHECK (json_valid(answer)),
  done_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX moves_done_by_age ON moves_done (done_at);
