-- Stamkund's books. What must always be true is held here, by CHECK, UNIQUE and trigger, not only by the code.
-- Amounts are minor units, points are integers, instants are epoch milliseconds UTC.

-- Directory: who exists, and on which database each programme lives. Read from the binding DB.

CREATE TABLE merchants (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  program_id TEXT NOT NULL,
  -- 1: another key than the one that made a revision has to let it go live.
  offer_approval INTEGER NOT NULL DEFAULT 0 CHECK (offer_approval IN (0, 1)),
  -- The key that asked for approval to end, until another one asks as well.
  approval_end_asked_by TEXT CHECK (approval_end_asked_by IS NULL OR offer_approval = 1),
  created_at INTEGER NOT NULL
) STRICT;
-- Where one key could end it, no revision would need a second pair of eyes.
CREATE TRIGGER merchants_approval_ends_by_two BEFORE UPDATE OF offer_approval ON merchants
WHEN OLD.offer_approval = 1 AND NEW.offer_approval = 0 AND OLD.approval_end_asked_by IS NULL
BEGIN SELECT RAISE (ABORT, 'approval ends by two keys'); END;

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  name TEXT NOT NULL,
  -- SHA-256 of the secret. The secret has 256 bits of chance, so that a slow hash would add nothing.
  secret_hash TEXT NOT NULL,
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;
CREATE INDEX api_keys_of_merchant ON api_keys (merchant_id, id);

-- A programme's placement: the name of the D1 binding that holds everything of it. It never moves.
CREATE TABLE placements (
  program_id TEXT PRIMARY KEY,
  binding TEXT NOT NULL,
  -- SHA-256 of the code that lets another merchant join the programme.
  join_hash TEXT
) STRICT;

CREATE TABLE stores (
  id TEXT PRIMARY KEY,
  merchant_id TEXT NOT NULL REFERENCES merchants (id),
  program_id TEXT NOT NULL,
  name TEXT NOT NULL,
  origin TEXT NOT NULL,
  platform TEXT NOT NULL,
  currency TEXT NOT NULL,
  locale TEXT NOT NULL,
  verification_token TEXT NOT NULL,
  verified_at INTEGER,
  verified_by TEXT CHECK (verified_by IN ('well-known', 'dns')),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX stores_of_merchant ON stores (merchant_id, id);
CREATE INDEX stores_of_program ON stores (program_id, id) WHERE verified_at IS NOT NULL;
CREATE UNIQUE INDEX stores_once_each ON stores (merchant_id, origin);
-- Anybody may claim an origin; one can prove it.
CREATE UNIQUE INDEX stores_proved_once ON stores (origin) WHERE verified_at IS NOT NULL;

CREATE TABLE members (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  locale TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  member_id TEXT NOT NULL REFERENCES members (id),
  secret_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;
CREATE INDEX devices_of_member ON devices (member_id);

CREATE TABLE pairing_codes (
  code_hash TEXT PRIMARY KEY,
  member_id TEXT NOT NULL REFERENCES members (id),
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX pairing_codes_of_member ON pairing_codes (member_id);

-- An address is never kept: its hash finds the member, and only once the member has answered a mail sent to it.
CREATE TABLE member_emails (
  email_hash TEXT NOT NULL,
  member_id TEXT NOT NULL REFERENCES members (id),
  code_hash TEXT NOT NULL,
  code_expires_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  verified_at INTEGER,
  PRIMARY KEY (email_hash, member_id)
) STRICT;
CREATE INDEX member_emails_of_member ON member_emails (member_id);
CREATE UNIQUE INDEX email_of_one_member ON member_emails (email_hash) WHERE verified_at IS NOT NULL;

-- What has been asked about an address by whomever: joining costs nothing, so a count for each member would hold nobody
-- back, and one that a member could erase neither.
CREATE TABLE email_counts (
  email_hash TEXT PRIMARY KEY,
  ends_at INTEGER NOT NULL,
  mails INTEGER NOT NULL,
  attempts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX email_counts_by_age ON email_counts (ends_at);

-- The only place that joins a member to their pseudonyms. Erasing a row here orphans the books for good.
CREATE TABLE pseudonyms (
  member_id TEXT NOT NULL REFERENCES members (id),
  program_id TEXT NOT NULL,
  enrolment_id TEXT NOT NULL UNIQUE,
  PRIMARY KEY (member_id, program_id)
) STRICT;

CREATE TABLE idempotency_keys (
  -- Whose key it is, and the key: 'merchant:mer_...:KEY'.
  key TEXT PRIMARY KEY,
  request_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  -- NULL while the first request is still running.
  status INTEGER,
  headers TEXT,
  body TEXT
) STRICT;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- Mail that waits to be sent, so that a request never waits for a mail server.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  -- Whose erasure takes the mail with it.
  member_id TEXT,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  sent_at INTEGER
) STRICT;
CREATE INDEX outbox_of_member ON outbox (member_id);

-- The programme. Everything below is on the programme's own database.

CREATE TABLE programs (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  rules TEXT NOT NULL CHECK (json_valid(rules)),
  -- Offers that every merchant begins with who joins.
  starter_offers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(starter_offers)),
  -- Raised by every change of rules, stores, segments and offers: what a cached catalogue is checked against.
  catalogue_version INTEGER NOT NULL DEFAULT 1,
  -- The books of days before this instant are closed: their root has been published.
  sealed_until INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER programs_sealed_for_good BEFORE UPDATE OF sealed_until ON programs
WHEN NEW.sealed_until < OLD.sealed_until
BEGIN SELECT RAISE (ABORT, 'a published day stays closed'); END;

CREATE TABLE segments (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  -- NULL: an uploaded list says who is in it.
  rule TEXT CHECK (json_valid(rule)),
  created_at INTEGER NOT NULL,
  UNIQUE (program_id, key)
) STRICT;

CREATE TABLE offers (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  merchant_id TEXT NOT NULL,
  key TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  state TEXT NOT NULL CHECK (state IN ('draft', 'proposed', 'live', 'paused')),
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  -- Id of the key that made the revision; NULL: it came with the programme.
  made_by TEXT,
  -- A later revision that waits for approval while this one goes on.
  proposed_revision INTEGER CHECK (proposed_revision > revision),
  -- Copied from the definition, so that the claims below can be held to them.
  limit_per_member INTEGER,
  limit_total INTEGER,
  budget_minor INTEGER,
  -- Its caps as they are in the definition; NULL: none.
  caps TEXT GENERATED ALWAYS AS (nullif(definition -> '$.limits.caps', '[]')) STORED,
  -- Claims that hold a place: reserved, applied or redeemed. Kept by triggers on claims.
  claims_open INTEGER NOT NULL DEFAULT 0 CHECK (claims_open >= 0),
  cost_open_minor INTEGER NOT NULL DEFAULT 0 CHECK (cost_open_minor >= 0),
  exhausted INTEGER GENERATED ALWAYS AS (
    (limit_total IS NOT NULL AND claims_open >= limit_total)
    OR (budget_minor IS NOT NULL AND cost_open_minor >= budget_minor)
  ) STORED,
  left_minor INTEGER GENERATED ALWAYS AS (budget_minor - cost_open_minor) STORED,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (merchant_id, key)
) STRICT;
CREATE INDEX offers_of_program ON offers (program_id, id);
CREATE INDEX offers_exhausted ON offers (program_id, id) WHERE exhausted = 1;
-- What is left of each budget: a decision looks at those that its basket could pass.
CREATE INDEX offers_left ON offers (program_id, left_minor) WHERE left_minor IS NOT NULL AND state = 'live';
CREATE INDEX offers_limited ON offers (program_id, id) WHERE limit_total IS NOT NULL OR budget_minor IS NOT NULL;
CREATE INDEX offers_capped ON offers (program_id, id) WHERE caps IS NOT NULL AND state = 'live';

-- Every revision of every offer, as it was made. What a claim or a redemption was made on, it is undone by.
CREATE TABLE offer_revisions (
  offer_id TEXT NOT NULL REFERENCES offers (id),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  made_by TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (offer_id, revision)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER offer_revisions_stay BEFORE UPDATE ON offer_revisions
BEGIN SELECT RAISE (ABORT, 'revisions are append-only'); END;
CREATE TRIGGER offer_revisions_remain BEFORE DELETE ON offer_revisions
BEGIN SELECT RAISE (ABORT, 'revisions are append-only'); END;
-- INSERT OR REPLACE would take a revision away without a DELETE.
CREATE TRIGGER offer_revisions_once BEFORE INSERT ON offer_revisions
WHEN EXISTS (SELECT 1 FROM offer_revisions WHERE offer_id = NEW.offer_id AND revision = NEW.revision)
BEGIN SELECT RAISE (ABORT, 'revisions are append-only'); END;

CREATE TRIGGER offers_first_revision AFTER INSERT ON offers
BEGIN
  INSERT INTO offer_revisions (offer_id, revision, definition, made_by, created_at)
  VALUES (NEW.id, NEW.revision, NEW.definition, NEW.made_by, NEW.updated_at);
END;
-- An offer is one of its revisions: what is changed without a new one is refused.
CREATE TRIGGER offers_next_revision AFTER UPDATE OF revision, definition, made_by ON offers
WHEN NEW.revision <> OLD.revision OR NEW.definition <> OLD.definition OR NEW.made_by IS NOT OLD.made_by
BEGIN
  INSERT INTO offer_revisions (offer_id, revision, definition, made_by, created_at)
  SELECT NEW.id, NEW.revision, NEW.definition, NEW.made_by, NEW.updated_at
  WHERE NOT EXISTS (SELECT 1 FROM offer_revisions WHERE offer_id = NEW.id AND revision = NEW.revision);
  SELECT RAISE (ABORT, 'a revision stays as it was made') FROM offer_revisions
  WHERE offer_id = NEW.id AND revision = NEW.revision AND (definition <> NEW.definition OR made_by IS NOT NEW.made_by);
END;

-- Who let which revision go live, where the merchant wants that to be another key than the one that made it.
CREATE TABLE offer_approvals (
  offer_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  key_id TEXT NOT NULL,
  approved_at INTEGER NOT NULL,
  PRIMARY KEY (offer_id, revision),
  FOREIGN KEY (offer_id, revision) REFERENCES offer_revisions (offer_id, revision)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER offer_approvals_stay BEFORE UPDATE ON offer_approvals
BEGIN SELECT RAISE (ABORT, 'approvals are append-only'); END;
CREATE TRIGGER offer_approvals_remain BEFORE DELETE ON offer_approvals
BEGIN SELECT RAISE (ABORT, 'approvals are append-only'); END;
CREATE TRIGGER offer_approvals_by_another BEFORE INSERT ON offer_approvals
WHEN EXISTS (SELECT 1 FROM offer_revisions WHERE offer_id = NEW.offer_id AND revision = NEW.revision AND made_by = NEW.key_id)
BEGIN SELECT RAISE (ABORT, 'nobody approves their own revision'); END;

CREATE TABLE enrolments (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  enrolled_at INTEGER NOT NULL
) STRICT;

CREATE TABLE profiles (
  enrolment_id TEXT PRIMARY KEY REFERENCES enrolments (id),
  version INTEGER NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data))
) STRICT;

-- What is kept of a member beside profile and balances: tier, what counts towards it, caps used (contracts/standing.ts).
CREATE TABLE standings (
  enrolment_id TEXT PRIMARY KEY REFERENCES enrolments (id),
  version INTEGER NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data)),
  -- When something of it next changes by itself: a tier's end, a birthday month.
  due_at INTEGER
) STRICT;
CREATE INDEX standings_due ON standings (due_at) WHERE due_at IS NOT NULL;

CREATE TRIGGER standings_in_turn BEFORE UPDATE ON standings
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE (ABORT, 'stale standing'); END;

-- Every step on or off the ladder, as it happened.
CREATE TABLE tier_changes (
  id TEXT PRIMARY KEY,
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  from_tier TEXT NOT NULL,
  to_tier TEXT NOT NULL,
  why TEXT NOT NULL CHECK (why IN ('earned', 'review', 'match', 'rules')),
  operator TEXT,
  reason TEXT,
  changed_at INTEGER NOT NULL,
  CHECK (why <> 'match' OR (operator IS NOT NULL AND reason IS NOT NULL))
) STRICT;
CREATE INDEX tier_changes_of_member ON tier_changes (enrolment_id, id);

-- Two writers who read the same version can't both win: the later one's whole batch is undone.
CREATE TRIGGER profiles_in_turn BEFORE UPDATE ON profiles
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE (ABORT, 'stale profile'); END;

CREATE TABLE purchases (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  store_id TEXT NOT NULL,
  external_ref TEXT NOT NULL,
  enrolment_id TEXT REFERENCES enrolments (id),
  purchased_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  currency TEXT NOT NULL,
  total_minor INTEGER NOT NULL CHECK (total_minor BETWEEN 0 AND 1000000000000),
  shipping_minor INTEGER NOT NULL CHECK (shipping_minor >= 0),
  points_earned INTEGER NOT NULL CHECK (points_earned >= 0),
  -- What each rule and offer gave, with its cuts (contracts/basket.ts Earned).
  earned TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(earned)),
  -- SHA-256 of what was sent, to tell a retry from another purchase under the same reference.
  content_hash TEXT NOT NULL,
  -- How the profile counted it: at a discount, and with a code. A return of all of it takes that back.
  discounted INTEGER NOT NULL DEFAULT 0 CHECK (discounted IN (0, 1)),
  coded INTEGER NOT NULL DEFAULT 0 CHECK (coded IN (0, 1)),
  UNIQUE (store_id, external_ref)
) STRICT;
CREATE INDEX purchases_of_enrolment ON purchases (enrolment_id, purchased_at);
CREATE INDEX purchases_of_store ON purchases (store_id, id);

CREATE TABLE purchase_lines (
  purchase_id TEXT NOT NULL REFERENCES purchases (id),
  line INTEGER NOT NULL,
  enrolment_id TEXT,
  purchased_at INTEGER NOT NULL,
  sku TEXT NOT NULL,
  name TEXT,
  category TEXT,
  brand TEXT,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  -- What the line earned: an object of unit and amount.
  earned TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(earned)),
  points_earned INTEGER GENERATED ALWAYS AS (ifnull(earned ->> 'points', 0)),
  returned_quantity INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (purchase_id, line),
  CHECK (returned_quantity BETWEEN 0 AND quantity)
) STRICT, WITHOUT ROWID;
-- A purchase is what happened: nothing of it changes but how much of it came back.
CREATE TRIGGER purchases_stay BEFORE UPDATE ON purchases
BEGIN SELECT RAISE (ABORT, 'purchases are immutable'); END;
CREATE TRIGGER purchases_remain BEFORE DELETE ON purchases
BEGIN SELECT RAISE (ABORT, 'purchases are immutable'); END;
-- INSERT OR REPLACE would take a purchase away without a DELETE; a plain INSERT fails in the same words.
CREATE TRIGGER purchases_once BEFORE INSERT ON purchases
WHEN EXISTS (SELECT 1 FROM purchases WHERE id = NEW.id OR (store_id = NEW.store_id AND external_ref = NEW.external_ref))
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: purchases.store_id, purchases.external_ref'); END;
CREATE TRIGGER purchase_lines_stay BEFORE UPDATE ON purchase_lines
WHEN NEW.quantity <> OLD.quantity OR NEW.amount_minor <> OLD.amount_minor OR NEW.earned <> OLD.earned
  OR NEW.sku <> OLD.sku OR NEW.category IS NOT OLD.category OR NEW.enrolment_id IS NOT OLD.enrolment_id
  OR NEW.purchase_id <> OLD.purchase_id OR NEW.line <> OLD.line OR NEW.purchased_at <> OLD.purchased_at
  OR NEW.name IS NOT OLD.name OR NEW.brand IS NOT OLD.brand OR NEW.returned_quantity < OLD.returned_quantity
BEGIN SELECT RAISE (ABORT, 'purchases are immutable'); END;
CREATE TRIGGER purchase_lines_remain BEFORE DELETE ON purchase_lines
BEGIN SELECT RAISE (ABORT, 'purchases are immutable'); END;
-- What a return asks: when was this category bought first and last, not counting what came back?
CREATE INDEX purchase_lines_of_category ON purchase_lines (enrolment_id, category, purchased_at)
WHERE enrolment_id IS NOT NULL AND category IS NOT NULL;

CREATE TABLE returns (
  id TEXT PRIMARY KEY,
  store_id TEXT NOT NULL,
  external_ref TEXT NOT NULL,
  purchase_id TEXT NOT NULL REFERENCES purchases (id),
  returned_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  refund_minor INTEGER NOT NULL CHECK (refund_minor >= 0),
  points_clawed_back INTEGER NOT NULL CHECK (points_clawed_back >= 0),
  points_forgiven INTEGER NOT NULL CHECK (points_forgiven >= 0),
  points_owed INTEGER NOT NULL DEFAULT 0 CHECK (points_owed >= 0),
  restored TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(restored)),
  content_hash TEXT NOT NULL,
  UNIQUE (store_id, external_ref)
) STRICT;
CREATE INDEX returns_of_purchase ON returns (purchase_id);
CREATE TRIGGER returns_stay BEFORE UPDATE ON returns
BEGIN SELECT RAISE (ABORT, 'returns are immutable'); END;
CREATE TRIGGER returns_remain BEFORE DELETE ON returns
BEGIN SELECT RAISE (ABORT, 'returns are immutable'); END;
-- INSERT OR REPLACE would take a row away without a DELETE; a plain INSERT fails in the same words.
CREATE TRIGGER returns_once BEFORE INSERT ON returns
WHEN EXISTS (SELECT 1 FROM returns WHERE id = NEW.id OR (store_id = NEW.store_id AND external_ref = NEW.external_ref))
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: returns.store_id, returns.external_ref'); END;

CREATE TABLE return_lines (
  return_id TEXT NOT NULL REFERENCES returns (id),
  line INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (return_id, line)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER return_lines_stay BEFORE UPDATE ON return_lines
BEGIN SELECT RAISE (ABORT, 'returns are immutable'); END;
CREATE TRIGGER return_lines_remain BEFORE DELETE ON return_lines
BEGIN SELECT RAISE (ABORT, 'returns are immutable'); END;

-- The ledger. One account a member and unit; entries and lots below it.

CREATE TABLE accounts (
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  unit TEXT NOT NULL CHECK (unit IN ('points', 'statusCredits', 'storedValue', 'stamps')),
  seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0),
  available INTEGER NOT NULL DEFAULT 0 CHECK (available BETWEEN 0 AND 1000000000000),
  pending INTEGER NOT NULL DEFAULT 0 CHECK (pending BETWEEN 0 AND 1000000000000),
  -- Reserved for a checkout or an order.
  held INTEGER NOT NULL DEFAULT 0 CHECK (held BETWEEN 0 AND 1000000000000),
  -- What a return could not take back and the next earning repays.
  owed INTEGER NOT NULL DEFAULT 0 CHECK (owed BETWEEN 0 AND 1000000000000),
  -- Hash of the latest entry: the next one is chained to it.
  head TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (enrolment_id, unit)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER accounts_begin_empty BEFORE INSERT ON accounts
WHEN NEW.seq <> 0 OR NEW.available <> 0 OR NEW.pending <> 0 OR NEW.held <> 0 OR NEW.owed <> 0 OR NEW.head <> ''
BEGIN SELECT RAISE (ABORT, 'balances follow entries'); END;

CREATE TABLE lots (
  id TEXT PRIMARY KEY,
  enrolment_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  purchase_id TEXT REFERENCES purchases (id),
  source_id TEXT,
  -- The earn rule or conversion that opened it; NULL where an offer or a hand did.
  rule_key TEXT,
  amount INTEGER NOT NULL CHECK (amount > 0),
  -- Kept by the trigger on ledger_entries: what is left of the lot, in whichever account it stands, and what of it is reserved.
  remaining INTEGER NOT NULL DEFAULT 0 CHECK (remaining BETWEEN 0 AND amount),
  held INTEGER NOT NULL DEFAULT 0 CHECK (held BETWEEN 0 AND amount),
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'active', 'closed')),
  earned_at INTEGER NOT NULL,
  -- NULL: when an event of type activates_on arrives.
  activates_at INTEGER,
  activates_on TEXT,
  -- The earliest instant it may expire; its terms say whether it does then, and move it on if not.
  expires_at INTEGER,
  -- The terms under which it was earned, whatever the rules say later. NULL: it never expires.
  expiry TEXT CHECK (expiry IS NULL OR json_valid(expiry)),
  -- When the lot next changes by itself.
  due_at INTEGER GENERATED ALWAYS AS (
    CASE state WHEN 'pending' THEN activates_at WHEN 'active' THEN expires_at END
  ) STORED,
  CHECK (remaining + held <= amount),
  CHECK ((activates_at IS NULL) = (activates_on IS NOT NULL) OR state <> 'pending'),
  FOREIGN KEY (enrolment_id, unit) REFERENCES accounts (enrolment_id, unit)
) STRICT;
CREATE INDEX lots_due ON lots (enrolment_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX lots_due_anywhere ON lots (due_at) WHERE due_at IS NOT NULL;
-- What is spent first: soonest to expire, lots that never do last.
CREATE INDEX lots_to_spend ON lots (enrolment_id, unit, ifnull(expires_at, 9000000000000), id) WHERE state = 'active';
CREATE INDEX lots_waiting ON lots (enrolment_id, activates_on) WHERE state = 'pending' AND activates_on IS NOT NULL;
CREATE INDEX lots_of_purchase ON lots (purchase_id) WHERE purchase_id IS NOT NULL;

CREATE TRIGGER lots_stay BEFORE UPDATE ON lots
WHEN NEW.id <> OLD.id OR NEW.enrolment_id <> OLD.enrolment_id OR NEW.unit <> OLD.unit OR NEW.amount <> OLD.amount
  OR NEW.purchase_id IS NOT OLD.purchase_id OR NEW.source_id IS NOT OLD.source_id OR NEW.rule_key IS NOT OLD.rule_key OR NEW.earned_at <> OLD.earned_at
  OR NEW.expiry IS NOT OLD.expiry OR NEW.activates_at IS NOT OLD.activates_at OR NEW.activates_on IS NOT OLD.activates_on
  -- A member never loses something earlier than they were told.
  OR NEW.expires_at < OLD.expires_at OR (NEW.expires_at IS NULL AND OLD.expires_at IS NOT NULL)
BEGIN SELECT RAISE (ABORT, 'a lot keeps the terms it was earned under'); END;
CREATE TRIGGER lots_once BEFORE INSERT ON lots
WHEN EXISTS (SELECT 1 FROM lots WHERE id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'a lot keeps the terms it was earned under'); END;
CREATE TRIGGER lots_remain BEFORE DELETE ON lots
BEGIN SELECT RAISE (ABORT, 'a lot keeps the terms it was earned under'); END;

CREATE TABLE ledger_entries (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  enrolment_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  seq INTEGER NOT NULL,
  reason TEXT NOT NULL,
  -- Both sides of the entry in one row: it can't be out of balance.
  from_account TEXT NOT NULL,
  to_account TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000),
  -- NULL only where a debt grows or shrinks: no lot stands for it.
  lot_id TEXT REFERENCES lots (id),
  purchase_id TEXT REFERENCES purchases (id),
  offer_id TEXT,
  source_id TEXT,
  rule_key TEXT,
  reverses TEXT UNIQUE REFERENCES ledger_entries (id),
  operator TEXT,
  note TEXT,
  -- What the entry answers to: a retry comes with the same one, and posts nothing.
  reference TEXT NOT NULL UNIQUE,
  posted_at INTEGER NOT NULL,
  -- The chain and its seal (shared/ledger/receipts).
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  key_id TEXT NOT NULL,
  signature TEXT NOT NULL,
  UNIQUE (enrolment_id, unit, seq),
  CHECK (from_account IN ('pending', 'available', 'held', 'owed', 'issued', 'funded', 'spent', 'expired', 'adjusted', 'transferred', 'converted')),
  CHECK (to_account IN ('pending', 'available', 'held', 'owed', 'issued', 'funded', 'spent', 'expired', 'adjusted', 'transferred', 'converted')),
  CHECK (lot_id IS NOT NULL OR from_account = 'owed' OR to_account = 'owed'),
  CHECK (CASE reason
    WHEN 'earn' THEN from_account = 'issued' AND to_account IN ('pending', 'available')
    WHEN 'bonus' THEN from_account = 'issued' AND to_account IN ('pending', 'available')
    WHEN 'gift' THEN from_account = 'issued' AND to_account = 'available'
    WHEN 'topUp' THEN from_account = 'funded' AND to_account = 'available'
    WHEN 'release' THEN from_account = 'pending' AND to_account = 'available'
    WHEN 'hold' THEN from_account = 'available' AND to_account = 'held'
    WHEN 'unhold' THEN from_account = 'held' AND to_account = 'available'
    -- Owed: an order that came late used what was no longer there.
    WHEN 'spend' THEN from_account IN ('available', 'held', 'owed') AND to_account = 'spent'
    WHEN 'restore' THEN from_account = 'spent' AND to_account IN ('available', 'owed')
    WHEN 'clawback' THEN from_account IN ('pending', 'available', 'owed') AND to_account = 'issued'
    WHEN 'repay' THEN from_account = 'available' AND to_account = 'owed'
    WHEN 'expire' THEN from_account = 'available' AND to_account = 'expired'
    WHEN 'transfer' THEN (from_account = 'available' AND to_account = 'transferred') OR (from_account = 'transferred' AND to_account = 'available')
    WHEN 'convert' THEN (from_account = 'available' AND to_account = 'converted') OR (from_account = 'converted' AND to_account = 'available')
    WHEN 'adjust' THEN (from_account = 'adjusted' AND to_account = 'available') OR (from_account = 'available' AND to_account = 'adjusted')
    WHEN 'reverse' THEN reverses IS NOT NULL AND from_account <> to_account
    ELSE 0
  END),
  CHECK ((reason = 'reverse') = (reverses IS NOT NULL)),
  -- What is done by hand says by whom and why.
  CHECK (reason NOT IN ('adjust', 'reverse', 'gift') OR (operator IS NOT NULL AND note IS NOT NULL)),
  FOREIGN KEY (enrolment_id, unit) REFERENCES accounts (enrolment_id, unit)
) STRICT;
CREATE INDEX entries_of_day ON ledger_entries (program_id, posted_at, id);
CREATE INDEX entries_of_source ON ledger_entries (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX entries_of_lot ON ledger_entries (lot_id) WHERE lot_id IS NOT NULL;
CREATE INDEX entries_of_purchase ON ledger_entries (purchase_id) WHERE purchase_id IS NOT NULL;

CREATE TRIGGER ledger_in_turn BEFORE INSERT ON ledger_entries
WHEN NOT EXISTS (
  SELECT 1 FROM accounts WHERE enrolment_id = NEW.enrolment_id AND unit = NEW.unit
    AND seq + 1 = NEW.seq AND head = NEW.previous_hash)
BEGIN SELECT RAISE (ABORT, 'stale account'); END;

-- INSERT OR REPLACE would take an entry away without a DELETE.
CREATE TRIGGER ledger_once BEFORE INSERT ON ledger_entries
WHEN EXISTS (SELECT 1 FROM ledger_entries WHERE reference = NEW.reference)
  OR EXISTS (SELECT 1 FROM ledger_entries WHERE id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'entry posted before'); END;

CREATE TRIGGER ledger_own_program BEFORE INSERT ON ledger_entries
WHEN NOT EXISTS (
  SELECT 1 FROM enrolments e JOIN programs p ON p.id = e.program_id
  WHERE e.id = NEW.enrolment_id AND p.id = NEW.program_id AND p.sealed_until <= NEW.posted_at)
BEGIN SELECT RAISE (ABORT, 'day closed, or not a member of this programme'); END;

-- An amount comes from a lot of the same account, and from where that lot stands.
CREATE TRIGGER ledger_own_lots BEFORE INSERT ON ledger_entries
WHEN NEW.lot_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM lots WHERE id = NEW.lot_id AND enrolment_id = NEW.enrolment_id AND unit = NEW.unit
    AND NOT (NEW.from_account = 'available' AND state = 'pending') AND NOT (NEW.from_account = 'pending' AND state <> 'pending'))
BEGIN SELECT RAISE (ABORT, 'not a lot of this account'); END;

-- A correction mirrors what it corrects.
CREATE TRIGGER ledger_reverses BEFORE INSERT ON ledger_entries
WHEN NEW.reverses IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM ledger_entries e WHERE e.id = NEW.reverses AND e.enrolment_id = NEW.enrolment_id AND e.unit = NEW.unit
    AND e.from_account = NEW.to_account AND e.to_account = NEW.from_account AND e.amount = NEW.amount
    AND e.lot_id IS NEW.lot_id AND e.reason <> 'reverse')
BEGIN SELECT RAISE (ABORT, 'not the mirror of an entry'); END;

-- A balance is the sum of its entries because nothing else can change it: the guards below ask for the entry behind
-- every change. The CHECKs above refuse one below zero.
CREATE TRIGGER ledger_posts AFTER INSERT ON ledger_entries
BEGIN
  UPDATE accounts SET
    seq = NEW.seq,
    head = NEW.hash,
    available = available + ((NEW.to_account = 'available') - (NEW.from_account = 'available')) * NEW.amount,
    pending = pending + ((NEW.to_account = 'pending') - (NEW.from_account = 'pending')) * NEW.amount,
    held = held + ((NEW.to_account = 'held') - (NEW.from_account = 'held')) * NEW.amount,
    owed = owed + ((NEW.from_account = 'owed') - (NEW.to_account = 'owed')) * NEW.amount
  WHERE enrolment_id = NEW.enrolment_id AND unit = NEW.unit;
  UPDATE lots SET
    remaining = remaining + ((NEW.to_account IN ('pending', 'available')) - (NEW.from_account IN ('pending', 'available'))) * NEW.amount,
    held = held + ((NEW.to_account = 'held') - (NEW.from_account = 'held')) * NEW.amount,
    state = CASE
      WHEN remaining + ((NEW.to_account IN ('pending', 'available')) - (NEW.from_account IN ('pending', 'available'))) * NEW.amount = 0 THEN 'closed'
      WHEN NEW.to_account = 'available' THEN 'active'
      WHEN NEW.to_account = 'pending' THEN 'pending'
      ELSE state END
  WHERE id = NEW.lot_id;
END;

CREATE TRIGGER accounts_follow_entries BEFORE UPDATE ON accounts
WHEN NOT (NEW.seq = OLD.seq + 1 AND EXISTS (
  SELECT 1 FROM ledger_entries e WHERE e.enrolment_id = NEW.enrolment_id AND e.unit = NEW.unit AND e.seq = NEW.seq
    AND NEW.head = e.hash
    AND NEW.available - OLD.available = ((e.to_account = 'available') - (e.from_account = 'available')) * e.amount
    AND NEW.pending - OLD.pending = ((e.to_account = 'pending') - (e.from_account = 'pending')) * e.amount
    AND NEW.held - OLD.held = ((e.to_account = 'held') - (e.from_account = 'held')) * e.amount
    AND NEW.owed - OLD.owed = ((e.from_account = 'owed') - (e.to_account = 'owed')) * e.amount))
BEGIN SELECT RAISE (ABORT, 'balances follow entries'); END;

CREATE TRIGGER lots_follow_entries BEFORE UPDATE OF remaining, held ON lots
WHEN NOT EXISTS (
  SELECT 1 FROM ledger_entries e WHERE e.enrolment_id = NEW.enrolment_id AND e.unit = NEW.unit AND e.lot_id = NEW.id
    AND e.seq = (SELECT seq FROM accounts WHERE enrolment_id = NEW.enrolment_id AND unit = NEW.unit)
    AND NEW.remaining - OLD.remaining
      = ((e.to_account IN ('pending', 'available')) - (e.from_account IN ('pending', 'available'))) * e.amount
    AND NEW.held - OLD.held = ((e.to_account = 'held') - (e.from_account = 'held')) * e.amount)
BEGIN SELECT RAISE (ABORT, 'lots follow entries'); END;

CREATE TRIGGER ledger_keeps_entries BEFORE UPDATE ON ledger_entries
BEGIN SELECT RAISE (ABORT, 'ledger entries are append-only'); END;
CREATE TRIGGER ledger_keeps_all_entries BEFORE DELETE ON ledger_entries
BEGIN SELECT RAISE (ABORT, 'ledger entries are append-only'); END;

-- Amounts reserved for a checkout or an order until it comes or the time is up. Which lots they came from, the entries say.
CREATE TABLE holds (
  id TEXT PRIMARY KEY,
  enrolment_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  state TEXT NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'spent', 'released')),
  -- The claim that it is the latest hold of: one that was replaced has none.
  claim_id TEXT UNIQUE,
  held_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  FOREIGN KEY (enrolment_id, unit) REFERENCES accounts (enrolment_id, unit)
) STRICT;
CREATE INDEX holds_open ON holds (enrolment_id, expires_at) WHERE state = 'held';
CREATE INDEX holds_due_anywhere ON holds (expires_at) WHERE state = 'held';
CREATE TRIGGER holds_end_once BEFORE UPDATE ON holds
WHEN OLD.state <> 'held' OR NEW.amount <> OLD.amount OR NEW.unit <> OLD.unit OR NEW.enrolment_id <> OLD.enrolment_id
BEGIN SELECT RAISE (ABORT, 'stale hold'); END;

-- Each day's root over all entries of a programme, chained to the day before: published, and kept for good.
CREATE TABLE ledger_days (
  program_id TEXT NOT NULL REFERENCES programs (id),
  -- Days since 1970-01-01 of the programme's own calendar.
  day INTEGER NOT NULL,
  -- When it was over, by the time zone it had. Its entries are those posted before that and not in an earlier day.
  ends_at INTEGER NOT NULL,
  entries INTEGER NOT NULL CHECK (entries > 0),
  root TEXT NOT NULL,
  previous TEXT NOT NULL,
  chain TEXT NOT NULL,
  key_id TEXT NOT NULL,
  signature TEXT NOT NULL,
  sealed_at INTEGER NOT NULL,
  PRIMARY KEY (program_id, day)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ledger_days_stay BEFORE UPDATE ON ledger_days
BEGIN SELECT RAISE (ABORT, 'published roots are append-only'); END;
CREATE TRIGGER ledger_days_once BEFORE INSERT ON ledger_days
WHEN EXISTS (SELECT 1 FROM ledger_days WHERE program_id = NEW.program_id AND day = NEW.day)
BEGIN SELECT RAISE (ABORT, 'published roots are append-only'); END;
CREATE TRIGGER ledger_days_remain BEFORE DELETE ON ledger_days
BEGIN SELECT RAISE (ABORT, 'published roots are append-only'); END;

-- Public keys that have signed entries: one that is no longer in use still verifies what it signed.
CREATE TABLE receipt_keys (
  key_id TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  first_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER receipt_keys_stay BEFORE UPDATE ON receipt_keys
BEGIN SELECT RAISE (ABORT, 'receipt keys are append-only'); END;
CREATE TRIGGER receipt_keys_remain BEFORE DELETE ON receipt_keys
BEGIN SELECT RAISE (ABORT, 'receipt keys are append-only'); END;
-- Also against INSERT OR REPLACE, which would take a key away without a DELETE.
CREATE TRIGGER receipt_keys_one_each BEFORE INSERT ON receipt_keys
WHEN EXISTS (SELECT 1 FROM receipt_keys WHERE key_id = NEW.key_id AND public_key <> NEW.public_key)
BEGIN SELECT RAISE (ABORT, 'receipt key id used before with another key'); END;

-- Claims: the reservation that mints a code.

CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  store_id TEXT NOT NULL,
  offer_id TEXT NOT NULL REFERENCES offers (id),
  offer_revision INTEGER NOT NULL,
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  decision_id TEXT,
  -- As typed at the checkout, folded to capitals. NULL: the offer works by itself.
  code TEXT,
  -- A static code is everybody's; a minted one is one claim's.
  minted INTEGER NOT NULL CHECK (minted IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('reserved', 'applied', 'expired', 'released', 'redeemed', 'reversed')),
  -- What the claim holds of the offer's budget: the effect decided, then the discount the order had.
  cost_minor INTEGER NOT NULL CHECK (cost_minor >= 0),
  claimed_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  outcome TEXT CHECK (outcome IS NULL OR json_valid(outcome)),
  -- The caps that it counts in: [[cap, who, starts_at, ends_at], ...]. NULL: the offer had none.
  caps TEXT CHECK (caps IS NULL OR json_valid(caps)),
  FOREIGN KEY (offer_id, offer_revision) REFERENCES offer_revisions (offer_id, revision)
) STRICT;
CREATE UNIQUE INDEX claims_minted_once ON claims (store_id, code) WHERE minted = 1;
CREATE INDEX claims_static ON claims (enrolment_id, code) WHERE minted = 0 AND code IS NOT NULL;
CREATE INDEX claims_running_out ON claims (expires_at) WHERE state IN ('reserved', 'applied');
CREATE INDEX claims_of_member ON claims (enrolment_id, offer_id);
CREATE INDEX claims_held ON claims (enrolment_id, offer_id) WHERE state IN ('reserved', 'applied');

-- Budgets and caps, where no two requests can pass each other. An order that arrives late is not refused here:
-- the shop has given the discount, and the books must say so.
CREATE TRIGGER claims_within_limits BEFORE INSERT ON claims
WHEN NEW.state IN ('reserved', 'applied', 'redeemed')
BEGIN
  SELECT RAISE (ABORT, 'offer exhausted') FROM offers WHERE id = NEW.offer_id AND (
    (limit_total IS NOT NULL AND claims_open + 1 > limit_total)
    OR (budget_minor IS NOT NULL AND cost_open_minor + NEW.cost_minor > budget_minor)
    OR (limit_per_member IS NOT NULL AND limit_per_member <= (
      SELECT count(*) FROM claims WHERE enrolment_id = NEW.enrolment_id AND offer_id = NEW.offer_id
        AND state IN ('reserved', 'applied', 'redeemed'))));
END;

-- A reservation that is to hold more, because the basket grew, needs room as a new one does.
CREATE TRIGGER claims_grow_within_budget BEFORE UPDATE OF cost_minor ON claims
WHEN NEW.state IN ('reserved', 'applied') AND NEW.cost_minor > OLD.cost_minor
BEGIN
  SELECT RAISE (ABORT, 'offer exhausted') FROM offers WHERE id = NEW.offer_id
    AND budget_minor IS NOT NULL AND cost_open_minor + NEW.cost_minor - OLD.cost_minor > budget_minor;
END;

CREATE TRIGGER claims_take AFTER INSERT ON claims
WHEN NEW.state IN ('reserved', 'applied', 'redeemed')
BEGIN
  UPDATE offers SET claims_open = claims_open + 1, cost_open_minor = cost_open_minor + NEW.cost_minor WHERE id = NEW.offer_id;
END;

CREATE TRIGGER claims_move AFTER UPDATE OF state, cost_minor ON claims
BEGIN
  UPDATE offers SET
    claims_open = claims_open + (NEW.state IN ('reserved', 'applied', 'redeemed')) - (OLD.state IN ('reserved', 'applied', 'redeemed')),
    cost_open_minor = cost_open_minor
      + (CASE WHEN NEW.state IN ('reserved', 'applied', 'redeemed') THEN NEW.cost_minor ELSE 0 END)
      - (CASE WHEN OLD.state IN ('reserved', 'applied', 'redeemed') THEN OLD.cost_minor ELSE 0 END)
  WHERE id = NEW.offer_id;
END;

-- How often a member has redeemed an offer: a running count, so that asking costs the same after ten years.
CREATE TABLE offer_uses (
  enrolment_id TEXT NOT NULL,
  offer_id TEXT NOT NULL,
  times INTEGER NOT NULL CHECK (times >= 0),
  PRIMARY KEY (enrolment_id, offer_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER uses_at_once AFTER INSERT ON claims WHEN NEW.state = 'redeemed'
BEGIN
  INSERT INTO offer_uses (enrolment_id, offer_id, times) VALUES (NEW.enrolment_id, NEW.offer_id, 1)
  ON CONFLICT (enrolment_id, offer_id) DO UPDATE SET times = times + 1;
END;

CREATE TRIGGER uses_change AFTER UPDATE OF state ON claims
WHEN (NEW.state = 'redeemed') <> (OLD.state = 'redeemed')
BEGIN
  INSERT INTO offer_uses (enrolment_id, offer_id, times) VALUES (NEW.enrolment_id, NEW.offer_id, NEW.state = 'redeemed')
  ON CONFLICT (enrolment_id, offer_id) DO UPDATE SET times = times + (CASE WHEN NEW.state = 'redeemed' THEN 1 ELSE -1 END);
END;

CREATE TABLE redemptions (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL,
  claim_id TEXT NOT NULL UNIQUE REFERENCES claims (id),
  offer_id TEXT NOT NULL,
  offer_revision INTEGER NOT NULL,
  purchase_id TEXT NOT NULL REFERENCES purchases (id),
  enrolment_id TEXT NOT NULL,
  discount_minor INTEGER NOT NULL CHECK (discount_minor >= 0),
  bonus_points INTEGER NOT NULL CHECK (bonus_points >= 0),
  -- What it took of the offer's budget: the discount, or what its points are worth.
  cost_minor INTEGER NOT NULL CHECK (cost_minor >= 0),
  reversed_minor INTEGER NOT NULL DEFAULT 0,
  -- What the member paid of the discount with points or stored value, and what they no longer had and is let go.
  paid_unit TEXT CHECK (paid_unit IN ('points', 'storedValue')),
  paid_amount INTEGER NOT NULL DEFAULT 0 CHECK (paid_amount >= 0),
  forgiven INTEGER NOT NULL DEFAULT 0 CHECK (forgiven >= 0),
  -- How the cost fell on the purchase's lines, in their order: a line's units share its part (engine `ofUnits`).
  fell TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(fell)),
  redeemed_at INTEGER NOT NULL,
  CHECK (reversed_minor BETWEEN 0 AND discount_minor)
) STRICT;
CREATE TRIGGER redemptions_fall_exactly BEFORE INSERT ON redemptions
WHEN NEW.cost_minor <> (SELECT ifnull(sum(value), 0) FROM json_each(NEW.fell))
BEGIN SELECT RAISE (ABORT, 'a cost falls on lines exactly'); END;
CREATE TRIGGER redemptions_stay BEFORE UPDATE ON redemptions
WHEN NEW.claim_id <> OLD.claim_id OR NEW.offer_id <> OLD.offer_id OR NEW.offer_revision <> OLD.offer_revision
  OR NEW.purchase_id <> OLD.purchase_id OR NEW.discount_minor <> OLD.discount_minor OR NEW.cost_minor <> OLD.cost_minor
  OR NEW.fell <> OLD.fell OR NEW.reversed_minor < OLD.reversed_minor
BEGIN SELECT RAISE (ABORT, 'a redemption stays as it was; more of it may come back'); END;
CREATE INDEX redemptions_of_program ON redemptions (program_id, id);
CREATE INDEX redemptions_of_purchase ON redemptions (purchase_id);

CREATE TABLE exposures (
  decision_id TEXT NOT NULL,
  offer_id TEXT NOT NULL,
  offer_revision INTEGER NOT NULL,
  program_id TEXT NOT NULL,
  enrolment_id TEXT NOT NULL,
  store_id TEXT NOT NULL,
  shown_at INTEGER NOT NULL,
  -- A message delivered twice is one exposure.
  PRIMARY KEY (decision_id, offer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  merchant_id TEXT NOT NULL,
  store_id TEXT NOT NULL,
  file_name TEXT NOT NULL,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  -- Raised by one with every write.
  version INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done')),
  size_bytes INTEGER NOT NULL,
  -- Raised in the batch that saves the rows before it: what is behind it has been saved, what is ahead has not.
  offset_bytes INTEGER NOT NULL DEFAULT 0 CHECK (offset_bytes BETWEEN 0 AND size_bytes),
  header TEXT CHECK (header IS NULL OR json_valid(header)),
  lines_read INTEGER NOT NULL DEFAULT 0,
  purchases_recorded INTEGER NOT NULL DEFAULT 0,
  purchases_duplicate INTEGER NOT NULL DEFAULT 0,
  lines_refused INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX imports_of_merchant ON imports (merchant_id, id);

-- Two requests that go on from the same offset can't both: the later one's whole batch is undone, purchases and all.
CREATE TRIGGER imports_in_turn BEFORE UPDATE ON imports
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE (ABORT, 'stale import'); END;

CREATE TABLE import_refusals (
  import_id TEXT NOT NULL REFERENCES imports (id),
  line INTEGER NOT NULL,
  column_name TEXT,
  reason TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (import_id, line)
) STRICT, WITHOUT ROWID;
