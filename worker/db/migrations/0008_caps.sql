-- Caps: how often, and for how much money, a member, a household, a code, a store or everybody uses an offer in a period.

-- Whom a merchant's own books count together, under a text of theirs. Counters and claims know only the id: once the last
-- member has left, nothing tells what it stood for.
CREATE TABLE households (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  household TEXT NOT NULL CHECK (length(household) BETWEEN 1 AND 120),
  UNIQUE (program_id, household)
) STRICT, WITHOUT ROWID;

-- A member who is in none counts for themselves.
CREATE TABLE household_members (
  enrolment_id TEXT PRIMARY KEY REFERENCES enrolments (id),
  household_id TEXT NOT NULL REFERENCES households (id),
  set_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX household_members_together ON household_members (household_id);
CREATE TRIGGER households_left AFTER DELETE ON household_members
WHEN NOT EXISTS (SELECT 1 FROM household_members WHERE household_id = OLD.household_id)
BEGIN DELETE FROM households WHERE id = OLD.household_id; END;
CREATE TRIGGER households_changed AFTER UPDATE OF household_id ON household_members
WHEN NOT EXISTS (SELECT 1 FROM household_members WHERE household_id = OLD.household_id)
BEGIN DELETE FROM households WHERE id = OLD.household_id; END;

-- What has been used of each cap, reservations included. Kept by triggers on claims, and read by who is asked about: rows
-- of periods that are over lie behind in the index and are not looked at.
CREATE TABLE cap_counters (
  -- An enrolment, a household, a store, an offer, or a code.
  who TEXT NOT NULL,
  ends_at INTEGER NOT NULL,
  offer_id TEXT NOT NULL REFERENCES offers (id),
  -- What is counted, by whom, over which period: 'redemption_member_day'.
  cap TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  times INTEGER NOT NULL CHECK (times >= 0),
  cost_minor INTEGER NOT NULL CHECK (cost_minor >= 0),
  PRIMARY KEY (who, ends_at, offer_id, cap, starts_at)
) STRICT, WITHOUT ROWID;

-- What a claim counts in is settled when it is made.
CREATE TRIGGER claims_keep_caps BEFORE UPDATE OF caps, offer_id, offer_revision, enrolment_id, store_id ON claims
WHEN NEW.caps IS NOT OLD.caps OR NEW.offer_id <> OLD.offer_id OR NEW.offer_revision <> OLD.offer_revision
  OR NEW.enrolment_id <> OLD.enrolment_id OR NEW.store_id <> OLD.store_id
BEGIN SELECT RAISE (ABORT, 'a claim stays what it was made on'); END;

-- Every cap of the offer has its place in the claim: a claim that leaves one out would pass it by.
CREATE TRIGGER claims_within_caps BEFORE INSERT ON claims
WHEN NEW.state IN ('reserved', 'applied', 'redeemed')
BEGIN
  SELECT RAISE (ABORT, 'stale offer: a claim names every cap') FROM offers o, json_each(o.caps) l
  WHERE o.id = NEW.offer_id AND NOT EXISTS (
    SELECT 1 FROM json_each(ifnull(NEW.caps, '[]')) c
    WHERE c.value ->> 0 = (l.value ->> 'on') || '_' || (l.value ->> 'per') || '_' || (l.value ->> 'period') AND c.value ->> 1 IS NOT NULL);
  SELECT RAISE (ABORT, 'offer exhausted') FROM offers o, json_each(o.caps) l
    JOIN json_each(NEW.caps) c ON c.value ->> 0 = (l.value ->> 'on') || '_' || (l.value ->> 'per') || '_' || (l.value ->> 'period')
    LEFT JOIN cap_counters k ON k.who = c.value ->> 1 AND k.ends_at = c.value ->> 3 AND k.offer_id = NEW.offer_id
      AND k.cap = c.value ->> 0 AND k.starts_at = c.value ->> 2
  WHERE o.id = NEW.offer_id
    AND (ifnull(k.times, 0) + 1 > l.value ->> 'times' OR ifnull(k.cost_minor, 0) + NEW.cost_minor > l.value ->> 'costMinor');
END;

CREATE TRIGGER claims_grow_within_caps BEFORE UPDATE OF cost_minor ON claims
WHEN NEW.caps IS NOT NULL AND NEW.state IN ('reserved', 'applied') AND NEW.cost_minor > OLD.cost_minor
BEGIN
  SELECT RAISE (ABORT, 'offer exhausted') FROM offers o, json_each(o.caps) l
    JOIN json_each(NEW.caps) c ON c.value ->> 0 = (l.value ->> 'on') || '_' || (l.value ->> 'per') || '_' || (l.value ->> 'period')
    JOIN cap_counters k ON k.who = c.value ->> 1 AND k.ends_at = c.value ->> 3 AND k.offer_id = NEW.offer_id
      AND k.cap = c.value ->> 0 AND k.starts_at = c.value ->> 2
  WHERE o.id = NEW.offer_id AND k.cost_minor + NEW.cost_minor - OLD.cost_minor > l.value ->> 'costMinor';
END;

-- One that is made without its place, to be redeemed at once for a code that nobody had claimed, has its counters ready.
CREATE TRIGGER claims_count AFTER INSERT ON claims
WHEN NEW.caps IS NOT NULL
BEGIN
  INSERT INTO cap_counters (who, ends_at, offer_id, cap, starts_at, times, cost_minor)
  SELECT c.value ->> 1, c.value ->> 3, NEW.offer_id, c.value ->> 0, c.value ->> 2,
    NEW.state IN ('reserved', 'applied', 'redeemed') OR c.value ->> 0 LIKE 'claim%',
    iif(NEW.state IN ('reserved', 'applied', 'redeemed'), NEW.cost_minor, 0) FROM json_each(NEW.caps) c WHERE true
  ON CONFLICT (who, ends_at, offer_id, cap, starts_at) DO UPDATE SET times = times + excluded.times, cost_minor = cost_minor + excluded.cost_minor;
END;

-- What is given back is given back to the period that it was taken of. A code that was handed out stays counted as one.
CREATE TRIGGER claims_recount AFTER UPDATE OF state, cost_minor ON claims
WHEN NEW.caps IS NOT NULL AND (NEW.state <> OLD.state OR NEW.cost_minor <> OLD.cost_minor)
BEGIN
  UPDATE cap_counters SET
    times = times + CASE WHEN cap LIKE 'claim%' THEN 0 ELSE
      (NEW.state IN ('reserved', 'applied', 'redeemed')) - (OLD.state IN ('reserved', 'applied', 'redeemed')) END,
    cost_minor = cost_minor
      + (CASE WHEN NEW.state IN ('reserved', 'applied', 'redeemed') THEN NEW.cost_minor ELSE 0 END)
      - (CASE WHEN OLD.state IN ('reserved', 'applied', 'redeemed') THEN OLD.cost_minor ELSE 0 END)
  FROM json_each(NEW.caps) c
  WHERE cap_counters.who = c.value ->> 1 AND cap_counters.ends_at = c.value ->> 3 AND cap_counters.offer_id = NEW.offer_id
    AND cap_counters.cap = c.value ->> 0 AND cap_counters.starts_at = c.value ->> 2;
END;
