-- What a programme's own history tells of it: counters that only add up, and what a scheduled job makes of them.

-- Exposures name the version that their decision was made with. All of the last days are kept, of older ones the last of a day,
-- then of a month: a version that is gone is told by the one after it.
CREATE TABLE program_facts (
  program_id TEXT NOT NULL REFERENCES programs (id),
  version INTEGER NOT NULL CHECK (version >= 1),
  data TEXT NOT NULL CHECK (json_valid(data)),
  made_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, version)
) STRICT, WITHOUT ROWID;
-- Facts are long, and age is looked up without reading them.
CREATE INDEX program_facts_by_age ON program_facts (program_id, made_at);
CREATE TRIGGER program_facts_stay BEFORE UPDATE ON program_facts
BEGIN SELECT RAISE (ABORT, 'facts are kept as they were made'); END;

-- When each programme is looked at next, and whether anything has changed since it was.
CREATE TABLE learning (
  program_id TEXT PRIMARY KEY REFERENCES programs (id),
  changes INTEGER NOT NULL DEFAULT 0,
  learned_changes INTEGER NOT NULL DEFAULT 0,
  -- When it is looked at next, and when what takes a day's patience is worked out next.
  next_at INTEGER NOT NULL DEFAULT 0,
  next_day_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX learning_due ON learning (next_at);

CREATE INDEX enrolments_of_program ON enrolments (program_id, id);

-- Purchases that held an item, and those that held two: 'c:' a folded category, 's:' a SKU, '*' any purchase.
CREATE TABLE learned_items (
  program_id TEXT NOT NULL,
  item TEXT NOT NULL,
  purchases INTEGER NOT NULL CHECK (purchases >= 0),
  PRIMARY KEY (program_id, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE learned_pairs (
  program_id TEXT NOT NULL,
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  purchases INTEGER NOT NULL CHECK (purchases >= 0),
  PRIMARY KEY (program_id, first, second),
  CHECK (first < second)
) STRICT, WITHOUT ROWID;

-- What ranking learns from, by what it is of and its key (engine/choosing/counts.ts): sums that are only ever added to.
CREATE TABLE learned_sums (
  program_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  purchases REAL NOT NULL DEFAULT 0,
  together REAL NOT NULL DEFAULT 0,
  held REAL NOT NULL DEFAULT 0,
  weighed REAL NOT NULL DEFAULT 0,
  exposures REAL NOT NULL DEFAULT 0,
  expected REAL NOT NULL DEFAULT 0,
  redemptions REAL NOT NULL DEFAULT 0,
  sent REAL NOT NULL DEFAULT 0,
  redeemed REAL NOT NULL DEFAULT 0,
  PRIMARY KEY (program_id, scope, key)
) STRICT, WITHOUT ROWID;

-- Purchases by UTC day, for what is decayed; days that no longer matter are forgotten.
CREATE TABLE learned_days (
  program_id TEXT NOT NULL,
  day INTEGER NOT NULL,
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  purchases REAL NOT NULL,
  PRIMARY KEY (program_id, day, scope, key)
) STRICT, WITHOUT ROWID;

-- How often a member has seen an offer. How often they took it, offer_uses knows.
CREATE TABLE offer_shown (
  enrolment_id TEXT NOT NULL,
  offer_id TEXT NOT NULL,
  shown INTEGER NOT NULL CHECK (shown >= 0),
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (enrolment_id, offer_id)
) STRICT, WITHOUT ROWID;

-- How often an offer has been shown and taken, by everybody: `members` by how many, of whom `members_taken` have taken it.
CREATE TABLE offer_counts (
  offer_id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL,
  shown INTEGER NOT NULL DEFAULT 0 CHECK (shown >= 0),
  members INTEGER NOT NULL DEFAULT 0 CHECK (members >= 0),
  taken INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),
  members_taken INTEGER NOT NULL DEFAULT 0 CHECK (members_taken >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX offer_counts_of_program ON offer_counts (program_id, offer_id);

-- Where it stood among the offers that were shown with it, from 1; NULL: nobody said.
ALTER TABLE exposures ADD COLUMN place INTEGER CHECK (place >= 1);
-- What it was ranked by (engine/choosing/rank.ts): from it alone its score can be worked out again.
ALTER TABLE exposures ADD COLUMN rank TEXT CHECK (rank IS NULL OR json_valid(rank));

-- Version of program_facts that its decision was made with.
ALTER TABLE exposures ADD COLUMN facts INTEGER;

-- On how many UTC days a member has seen any offer.
CREATE TABLE member_occasions (
  enrolment_id TEXT PRIMARY KEY,
  occasions INTEGER NOT NULL CHECK (occasions >= 0),
  last_day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A message that comes twice inserts nothing, so that it counts nothing.
CREATE TRIGGER exposures_count AFTER INSERT ON exposures
BEGIN
  INSERT INTO offer_counts (offer_id, program_id, shown, members)
  SELECT NEW.offer_id, NEW.program_id, 1, NOT EXISTS (SELECT 1 FROM offer_shown WHERE enrolment_id = NEW.enrolment_id AND offer_id = NEW.offer_id)
  WHERE true
  ON CONFLICT (offer_id) DO UPDATE SET shown = shown + 1, members = members + excluded.members;
  INSERT INTO offer_shown (enrolment_id, offer_id, shown, first_at, last_at)
  VALUES (NEW.enrolment_id, NEW.offer_id, 1, NEW.shown_at, NEW.shown_at)
  ON CONFLICT (enrolment_id, offer_id) DO UPDATE SET
    shown = shown + 1, first_at = min(first_at, NEW.shown_at), last_at = max(last_at, NEW.shown_at);
  INSERT INTO learned_sums (program_id, scope, key, exposures, expected)
  VALUES (NEW.program_id, 'offer', NEW.offer_id, 1, ifnull(NEW.rank ->> 'expected', 0))
  ON CONFLICT (program_id, scope, key) DO UPDATE SET exposures = exposures + 1, expected = expected + excluded.expected;
  -- An occasion is a day on which offers were seen, however many they were.
  INSERT INTO learned_sums (program_id, scope, key, sent)
  SELECT NEW.program_id, 'all', '', 1
  WHERE NOT EXISTS (SELECT 1 FROM member_occasions WHERE enrolment_id = NEW.enrolment_id AND last_day >= NEW.shown_at / 86400000)
  ON CONFLICT (program_id, scope, key) DO UPDATE SET sent = sent + 1;
  -- The same of the group that the member answered like, where there is one.
  INSERT INTO learned_sums (program_id, scope, key, sent)
  SELECT NEW.program_id, 'segment', NEW.rank ->> 'segment', 1
  WHERE NEW.rank ->> 'segment' IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM member_occasions WHERE enrolment_id = NEW.enrolment_id AND last_day >= NEW.shown_at / 86400000)
  ON CONFLICT (program_id, scope, key) DO UPDATE SET sent = sent + 1;
  INSERT INTO member_occasions (enrolment_id, occasions, last_day) VALUES (NEW.enrolment_id, 1, NEW.shown_at / 86400000)
  ON CONFLICT (enrolment_id) DO UPDATE SET
    occasions = occasions + (last_day < excluded.last_day), last_day = max(last_day, excluded.last_day);
END;

-- The group that the member answered like when they took the offer, by its latest exposure: given back, it is taken from the same.
ALTER TABLE offer_uses ADD COLUMN segment TEXT;

-- offer_uses is kept by triggers on claims, whichever way a claim came to be used or undone.
CREATE TRIGGER offer_taken_first AFTER INSERT ON offer_uses
BEGIN
  INSERT INTO offer_counts (offer_id, program_id, taken, members_taken)
  SELECT NEW.offer_id, program_id, NEW.times, NEW.times > 0 FROM enrolments WHERE id = NEW.enrolment_id
  ON CONFLICT (offer_id) DO UPDATE SET taken = taken + excluded.taken, members_taken = members_taken + excluded.members_taken;
  INSERT INTO learned_sums (program_id, scope, key, redemptions)
  SELECT program_id, 'offer', NEW.offer_id, NEW.times FROM enrolments WHERE id = NEW.enrolment_id
  ON CONFLICT (program_id, scope, key) DO UPDATE SET redemptions = redemptions + excluded.redemptions;
  UPDATE offer_uses SET segment = (
    SELECT rank ->> 'segment' FROM exposures WHERE enrolment_id = NEW.enrolment_id AND offer_id = NEW.offer_id ORDER BY shown_at DESC LIMIT 1)
  WHERE enrolment_id = NEW.enrolment_id AND offer_id = NEW.offer_id AND NEW.times > 0;
  INSERT INTO learned_sums (program_id, scope, key, redeemed)
  SELECT e.program_id, 'segment', u.segment, NEW.times FROM offer_uses u JOIN enrolments e ON e.id = u.enrolment_id
  WHERE u.enrolment_id = NEW.enrolment_id AND u.offer_id = NEW.offer_id AND u.segment IS NOT NULL AND NEW.times > 0
  ON CONFLICT (program_id, scope, key) DO UPDATE SET redeemed = redeemed + excluded.redeemed;
END;
CREATE TRIGGER offer_taken_again AFTER UPDATE OF times ON offer_uses
BEGIN
  UPDATE offer_counts SET taken = taken + NEW.times - OLD.times, members_taken = members_taken + (NEW.times > 0) - (OLD.times > 0)
  WHERE offer_id = NEW.offer_id;
  UPDATE learned_sums SET redemptions = redemptions + NEW.times - OLD.times
  WHERE scope = 'offer' AND key = NEW.offer_id AND program_id = (SELECT program_id FROM enrolments WHERE id = NEW.enrolment_id);
  UPDATE offer_uses SET segment = (
    SELECT rank ->> 'segment' FROM exposures WHERE enrolment_id = NEW.enrolment_id AND offer_id = NEW.offer_id ORDER BY shown_at DESC LIMIT 1)
  WHERE enrolment_id = NEW.enrolment_id AND offer_id = NEW.offer_id AND NEW.times > OLD.times;
  INSERT INTO learned_sums (program_id, scope, key, redeemed)
  SELECT e.program_id, 'segment', u.segment, NEW.times - OLD.times FROM offer_uses u JOIN enrolments e ON e.id = u.enrolment_id
  WHERE u.enrolment_id = NEW.enrolment_id AND u.offer_id = NEW.offer_id AND u.segment IS NOT NULL AND NEW.times <> OLD.times
  ON CONFLICT (program_id, scope, key) DO UPDATE SET redeemed = redeemed + excluded.redeemed;
END;

CREATE TRIGGER exposures_stay BEFORE UPDATE ON exposures
BEGIN SELECT RAISE (ABORT, 'an exposure is what happened'); END;
CREATE INDEX exposures_of_program ON exposures (program_id, shown_at);
CREATE INDEX exposures_of_member ON exposures (enrolment_id, offer_id, shown_at);

-- Which side of a random split a member came out on: the arm of an experiment, or 'shown' and 'holdout' of an offer or of the
-- whole programme. The first time counts, and both sides are noted alike.
CREATE TABLE assignments (
  -- Id of the experiment; of a holdout, the id of the offer or the programme with its percent.
  split_id TEXT NOT NULL,
  enrolment_id TEXT NOT NULL,
  program_id TEXT NOT NULL,
  arm TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  PRIMARY KEY (split_id, enrolment_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER assignments_stay BEFORE UPDATE ON assignments
BEGIN SELECT RAISE (ABORT, 'an assignment is for good'); END;

CREATE TABLE experiments (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  merchant_id TEXT NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  -- Keys and weights; the first is what the others are compared with.
  arms TEXT NOT NULL CHECK (json_valid(arms)),
  coverage REAL NOT NULL CHECK (coverage > 0 AND coverage <= 1),
  group_key TEXT,
  group_from REAL,
  group_to REAL,
  outcome TEXT NOT NULL,
  alpha REAL NOT NULL,
  starts_at INTEGER NOT NULL,
  -- One that ends when it starts was called off.
  ends_at INTEGER CHECK (ends_at IS NULL OR ends_at >= starts_at),
  created_at INTEGER NOT NULL,
  UNIQUE (merchant_id, key)
) STRICT;
CREATE INDEX experiments_of_program ON experiments (program_id, id);
CREATE INDEX experiments_of_merchant ON experiments (merchant_id, id);
-- Who is in which arm is worked out anew each time, from the id and from these.
CREATE TRIGGER experiments_stay BEFORE UPDATE ON experiments
WHEN NEW.id <> OLD.id OR NEW.arms <> OLD.arms OR NEW.coverage <> OLD.coverage OR NEW.group_key IS NOT OLD.group_key
  OR NEW.group_from IS NOT OLD.group_from OR NEW.group_to IS NOT OLD.group_to OR NEW.outcome <> OLD.outcome
  OR NEW.alpha <> OLD.alpha OR NEW.merchant_id <> OLD.merchant_id OR NEW.program_id <> OLD.program_id
BEGIN SELECT RAISE (ABORT, 'an experiment keeps its split'); END;

-- What each arm is shown. An offer that is named stays the same one, whatever its key becomes.
CREATE TABLE experiment_offers (
  experiment_id TEXT NOT NULL REFERENCES experiments (id),
  arm TEXT NOT NULL,
  offer_id TEXT NOT NULL REFERENCES offers (id),
  PRIMARY KEY (experiment_id, arm, offer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX experiments_of_offer ON experiment_offers (offer_id);

-- Why the clock has paused an offer; gone once somebody publishes it again.
CREATE TABLE offer_pauses (
  offer_id TEXT PRIMARY KEY REFERENCES offers (id),
  reason TEXT NOT NULL CHECK (json_valid(reason)),
  paused_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER offers_published_again AFTER UPDATE OF state ON offers
WHEN NEW.state = 'live' AND OLD.state <> 'live'
BEGIN DELETE FROM offer_pauses WHERE offer_id = NEW.id; END;

CREATE TABLE goals (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL,
  metric TEXT NOT NULL,
  baseline REAL NOT NULL,
  target REAL NOT NULL CHECK (target <> baseline),
  deadline_at INTEGER NOT NULL,
  owner TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX goals_of_merchant ON goals (merchant_id, id);

-- Would you recommend us, 0 to 10: one answer of a member a quarter, of which the latest counts.
CREATE TABLE nps_answers (
  program_id TEXT NOT NULL,
  -- Where the quarter of the programme's calendar ends.
  quarter_ends_at INTEGER NOT NULL,
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 10),
  comment TEXT,
  answered_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, quarter_ends_at, enrolment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX nps_answers_of_member ON nps_answers (enrolment_id);

-- What the figures are worked out of: purchases and members by month.
CREATE INDEX purchases_of_program ON purchases (program_id, purchased_at);
CREATE INDEX redemptions_of_offer ON redemptions (offer_id, redeemed_at);
