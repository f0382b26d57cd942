-- What members agree to, by purpose: every change stays. Where there is no row, the purpose's default stands (contracts/consent.ts).

CREATE TABLE consents (
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('personalOffers', 'interest', 'news')),
  -- Counted from 1: what was said last stands.
  seq INTEGER NOT NULL CHECK (seq >= 1),
  granted INTEGER NOT NULL CHECK (granted IN (0, 1)),
  changed_at INTEGER NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('member', 'erasure')),
  PRIMARY KEY (enrolment_id, purpose, seq),
  CHECK (source <> 'erasure' OR granted = 0)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER consents_stay BEFORE UPDATE ON consents
BEGIN SELECT RAISE (ABORT, 'consents are append-only'); END;

-- In turn, and also against INSERT OR REPLACE, which would take a row away without a DELETE. Nobody agrees to anything
-- for somebody who has been erased.
CREATE TRIGGER consents_in_turn BEFORE INSERT ON consents
WHEN NEW.seq <> 1 + (SELECT ifnull(max(seq), 0) FROM consents WHERE enrolment_id = NEW.enrolment_id AND purpose = NEW.purpose)
  OR EXISTS (SELECT 1 FROM consents WHERE enrolment_id = NEW.enrolment_id AND purpose = NEW.purpose AND source = 'erasure')
BEGIN SELECT RAISE (ABORT, 'consents are append-only'); END;

-- What was said goes with the member; that nothing is agreed to any more stays.
CREATE TRIGGER consents_remain BEFORE DELETE ON consents
WHEN OLD.source = 'erasure' OR NOT EXISTS (
  SELECT 1 FROM consents WHERE enrolment_id = OLD.enrolment_id AND purpose = OLD.purpose AND source = 'erasure')
BEGIN SELECT RAISE (ABORT, 'consents are append-only'); END;
