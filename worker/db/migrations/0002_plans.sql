-- Paid plans: who has which, what happened to it, and what it has saved. On the programme's own database.

-- What a programme's Stripe signs with, sealed by a key that only the worker has.
CREATE TABLE stripe_settings (
  program_id TEXT PRIMARY KEY REFERENCES programs (id),
  sealed_secret TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  plan TEXT NOT NULL,
  -- Raised by one with every change.
  version INTEGER NOT NULL DEFAULT 1,
  -- As the latest event left it: what has come of it since, `subscriptionAt` reads.
  state TEXT NOT NULL CHECK (state IN ('trial', 'active', 'pastDue', 'grace', 'endsAtTerm', 'ended')),
  started_at INTEGER NOT NULL,
  term_starts_at INTEGER NOT NULL,
  term_ends_at INTEGER,
  trial_ends_at INTEGER,
  grace_ends_at INTEGER,
  ended_at INTEGER,
  fee_minor INTEGER NOT NULL CHECK (fee_minor BETWEEN 0 AND 1000000000000),
  refunded_minor INTEGER NOT NULL DEFAULT 0,
  refund_owed_minor INTEGER NOT NULL DEFAULT 0 CHECK (refund_owed_minor >= 0),
  currency TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('stripe', 'hand')),
  -- Its subscription at Stripe; for a lifetime, which is one payment, its checkout session.
  stripe_id TEXT,
  CHECK (refunded_minor BETWEEN 0 AND fee_minor),
  CHECK (term_ends_at IS NULL OR term_ends_at > term_starts_at),
  CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
  CHECK ((source = 'stripe') = (stripe_id IS NOT NULL))
) STRICT;
-- A member has a plan once at a time.
CREATE UNIQUE INDEX subscriptions_current ON subscriptions (enrolment_id, plan) WHERE state <> 'ended';
-- What a member had of each plan, and what they are still owed of it.
CREATE INDEX subscriptions_over ON subscriptions (enrolment_id, plan, ended_at) WHERE state = 'ended';
CREATE UNIQUE INDEX subscriptions_at_stripe ON subscriptions (program_id, stripe_id) WHERE stripe_id IS NOT NULL;
CREATE INDEX subscriptions_of_program ON subscriptions (program_id, id);

-- Two writers who read the same version can't both win: the later one's whole batch is undone.
CREATE TRIGGER subscriptions_in_turn BEFORE UPDATE ON subscriptions
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE (ABORT, 'stale subscription'); END;
-- Whose it is, and of which plan, does not change; and over is over.
CREATE TRIGGER subscriptions_stay BEFORE UPDATE ON subscriptions
WHEN (OLD.state = 'ended' AND NEW.state <> 'ended') OR NEW.program_id <> OLD.program_id OR NEW.enrolment_id <> OLD.enrolment_id OR NEW.plan <> OLD.plan
  OR NEW.source <> OLD.source OR NEW.stripe_id IS NOT OLD.stripe_id
BEGIN SELECT RAISE (ABORT, 'subscriptions keep their member, plan and end'); END;
CREATE TRIGGER subscriptions_remain BEFORE DELETE ON subscriptions
BEGIN SELECT RAISE (ABORT, 'subscriptions remain'); END;

-- What is known of a subscription at Stripe, before and after it is known whose it is. Its version is what makes two
-- deliveries at once take turns.
CREATE TABLE stripe_subscriptions (
  program_id TEXT NOT NULL REFERENCES programs (id),
  stripe_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  enrolment_id TEXT REFERENCES enrolments (id),
  customer TEXT,
  PRIMARY KEY (program_id, stripe_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stripe_subscriptions_of_customer ON stripe_subscriptions (program_id, customer) WHERE customer IS NOT NULL;

CREATE TRIGGER stripe_subscriptions_in_turn BEFORE UPDATE ON stripe_subscriptions
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE (ABORT, 'stale subscription'); END;

-- By what a refund names a payment: an invoice, a charge, a payment intent.
CREATE TABLE stripe_payments (
  program_id TEXT NOT NULL,
  payment TEXT NOT NULL,
  stripe_id TEXT NOT NULL,
  PRIMARY KEY (program_id, payment)
) STRICT, WITHOUT ROWID;
CREATE INDEX stripe_payments_of ON stripe_payments (program_id, stripe_id);

-- What an invoice was paid with, told by an event of its own, before or after it is known whose the invoice is. A refund
-- names the charge or the payment intent alone.
CREATE TABLE stripe_invoice_payments (
  program_id TEXT NOT NULL,
  payment TEXT NOT NULL,
  invoice TEXT NOT NULL,
  PRIMARY KEY (program_id, payment)
) STRICT, WITHOUT ROWID;
CREATE INDEX stripe_invoice_payments_of ON stripe_invoice_payments (program_id, invoice);

CREATE TABLE subscription_events (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  subscription_id TEXT REFERENCES subscriptions (id),
  stripe_id TEXT,
  -- Stripe's own id of the event: delivered twice, it is the same. NULL: done by hand.
  external_id TEXT,
  source TEXT NOT NULL CHECK (source IN ('stripe', 'hand', 'member')),
  type TEXT NOT NULL,
  -- The few facts that a plan is about: names, addresses and cards that Stripe sends along are not kept.
  fact TEXT NOT NULL CHECK (json_valid(fact)),
  outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'waiting', 'ignored', 'refused')),
  reason TEXT,
  operator TEXT,
  note TEXT,
  happened_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  CHECK (source <> 'hand' OR (operator IS NOT NULL AND note IS NOT NULL)),
  CHECK ((source = 'stripe') = (external_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX subscription_events_once ON subscription_events (program_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX subscription_events_of ON subscription_events (subscription_id, happened_at) WHERE subscription_id IS NOT NULL;
CREATE INDEX subscription_events_at_stripe ON subscription_events (program_id, stripe_id) WHERE stripe_id IS NOT NULL;
CREATE INDEX subscription_events_unapplied ON subscription_events (program_id, recorded_at) WHERE outcome <> 'applied';

-- What happened is not rewritten; only what has come of it may be told better later.
CREATE TRIGGER subscription_events_stay BEFORE UPDATE ON subscription_events
WHEN NEW.fact <> OLD.fact OR NEW.external_id IS NOT OLD.external_id OR NEW.type <> OLD.type OR NEW.program_id <> OLD.program_id
  OR NEW.happened_at <> OLD.happened_at OR NEW.operator IS NOT OLD.operator OR NEW.note IS NOT OLD.note
  OR (OLD.subscription_id IS NOT NULL AND NEW.subscription_id IS NOT OLD.subscription_id)
BEGIN SELECT RAISE (ABORT, 'subscription events are append-only'); END;
CREATE TRIGGER subscription_events_remain BEFORE DELETE ON subscription_events
BEGIN SELECT RAISE (ABORT, 'subscription events are append-only'); END;

-- What a plan took off, by purchase and kind; below zero what a return took back of it.
CREATE TABLE savings (
  -- The purchase, the return or the ledger entry that it came with.
  source_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('freeShipping', 'memberPrice', 'offer', 'yearlyReward', 'dividend')),
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id),
  purchase_id TEXT REFERENCES purchases (id),
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN -1000000000000 AND 1000000000000 AND amount_minor <> 0),
  -- When the purchase was made, for what came back of it as well.
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (source_id, kind),
  CHECK (amount_minor > 0 OR purchase_id IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX savings_of_term ON savings (subscription_id, saved_at, kind, amount_minor);
CREATE INDEX savings_of_purchase ON savings (purchase_id, kind) WHERE purchase_id IS NOT NULL;

-- No more comes back than was saved.
CREATE TRIGGER savings_back BEFORE INSERT ON savings
WHEN NEW.amount_minor < 0 AND (SELECT coalesce(sum(amount_minor), 0) FROM savings
  WHERE purchase_id = NEW.purchase_id AND kind = NEW.kind AND subscription_id = NEW.subscription_id) + NEW.amount_minor < 0
BEGIN SELECT RAISE (ABORT, 'more saving taken back than there was'); END;
CREATE TRIGGER savings_stay BEFORE UPDATE ON savings
BEGIN SELECT RAISE (ABORT, 'savings are append-only'); END;
CREATE TRIGGER savings_remain BEFORE DELETE ON savings
BEGIN SELECT RAISE (ABORT, 'savings are append-only'); END;
