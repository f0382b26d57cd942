-- Ordering ahead, and paying by showing the card. On the programme's own database.

-- A store's places and what can be ordered there. Orders keep the names and prices they were placed with.
CREATE TABLE pickup_menus (
  store_id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  menu TEXT NOT NULL CHECK (json_valid(menu)),
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pickups (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  merchant_id TEXT NOT NULL,
  store_id TEXT NOT NULL,
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  place TEXT NOT NULL CHECK (json_valid(place)),
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  -- Called out at the counter: one order's among those of a place and a day that wait.
  call_name TEXT NOT NULL,
  -- Days since 1970-01-01 of the programme's own calendar.
  pickup_day INTEGER NOT NULL,
  pickup_at INTEGER NOT NULL CHECK (pickup_at > placed_at),
  currency TEXT NOT NULL,
  total_minor INTEGER NOT NULL CHECK (total_minor BETWEEN 1 AND 1000000000000),
  state TEXT NOT NULL DEFAULT 'placed' CHECK (state IN ('placed', 'ready', 'collected', 'cancelled')),
  stored_value_minor INTEGER CHECK (stored_value_minor >= 0),
  rest_minor INTEGER CHECK (rest_minor >= 0),
  purchase_id TEXT UNIQUE REFERENCES purchases (id),
  -- Within a day of the time it was ordered for: after that it counts as cancelled.
  paid_at INTEGER CHECK (paid_at < pickup_at + 86400000),
  placed_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  CHECK ((state = 'collected') = (purchase_id IS NOT NULL)),
  CHECK ((state = 'collected') = (paid_at IS NOT NULL)),
  CHECK (state <> 'collected' OR stored_value_minor + rest_minor IS total_minor)
) STRICT;
CREATE INDEX pickups_of_store ON pickups (store_id, id);
CREATE INDEX pickups_by_state ON pickups (store_id, state, id);
CREATE INDEX pickups_of_member ON pickups (enrolment_id, id);
CREATE INDEX pickups_waiting ON pickups (enrolment_id, pickup_at) WHERE state IN ('placed', 'ready');
CREATE INDEX pickups_lapsing ON pickups (pickup_at) WHERE state IN ('placed', 'ready');
CREATE UNIQUE INDEX pickups_called_once ON pickups (store_id, place ->> '$.key', pickup_day, call_name) WHERE state IN ('placed', 'ready');

-- An order costs nothing until it is fetched, so only so many of a member's wait at a time.
CREATE TRIGGER pickups_within_reason BEFORE INSERT ON pickups
WHEN (SELECT count(*) FROM pickups WHERE enrolment_id = NEW.enrolment_id AND state IN ('placed', 'ready')
  AND pickup_at > NEW.placed_at - 86400000) >= 20
BEGIN SELECT RAISE (ABORT, 'too many pickups'); END;

-- Over is over: whoever comes second, to collect or to cancel, has their whole batch undone.
CREATE TRIGGER pickups_end_once BEFORE UPDATE ON pickups
WHEN OLD.state NOT IN ('placed', 'ready') OR (OLD.state = 'ready' AND NEW.state = 'placed')
BEGIN SELECT RAISE (ABORT, 'stale pickup'); END;
CREATE TRIGGER pickups_stay BEFORE UPDATE ON pickups
WHEN NEW.id <> OLD.id OR NEW.program_id <> OLD.program_id OR NEW.merchant_id <> OLD.merchant_id OR NEW.store_id <> OLD.store_id
  OR NEW.enrolment_id <> OLD.enrolment_id OR NEW.place <> OLD.place OR NEW.lines <> OLD.lines OR NEW.call_name <> OLD.call_name
  OR NEW.pickup_at <> OLD.pickup_at OR NEW.currency <> OLD.currency OR NEW.total_minor <> OLD.total_minor OR NEW.placed_at <> OLD.placed_at
BEGIN SELECT RAISE (ABORT, 'an order stays as it was placed'); END;
CREATE TRIGGER pickups_remain BEFORE DELETE ON pickups
BEGIN SELECT RAISE (ABORT, 'an order stays as it was placed'); END;

-- What an order says was paid from stored value is what the ledger took for its purchase, from the same member.
CREATE TRIGGER pickups_paid_by_ledger BEFORE UPDATE OF purchase_id ON pickups
WHEN NEW.purchase_id IS NOT NULL AND (
  NOT EXISTS (SELECT 1 FROM purchases WHERE id = NEW.purchase_id AND enrolment_id = NEW.enrolment_id AND total_minor = NEW.total_minor)
  OR NEW.stored_value_minor IS NOT (SELECT coalesce(sum(amount), 0) FROM ledger_entries
    WHERE purchase_id = NEW.purchase_id AND unit = 'storedValue' AND reason = 'spend'))
BEGIN SELECT RAISE (ABORT, 'not what the ledger took'); END;

-- Money paid in at the till, once by the shop's own reference.
CREATE TABLE top_ups (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  store_id TEXT NOT NULL,
  external_ref TEXT NOT NULL,
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL,
  balance_minor INTEGER NOT NULL,
  topped_up_at INTEGER NOT NULL,
  UNIQUE (store_id, external_ref)
) STRICT;
CREATE INDEX top_ups_of_store ON top_ups (store_id, id);
CREATE TRIGGER top_ups_stay BEFORE UPDATE ON top_ups
BEGIN SELECT RAISE (ABORT, 'top-ups are append-only'); END;
CREATE TRIGGER top_ups_remain BEFORE DELETE ON top_ups
BEGIN SELECT RAISE (ABORT, 'top-ups are append-only'); END;

-- Payments at the till by showing the card, once by the shop's own reference.
CREATE TABLE charges (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  store_id TEXT NOT NULL,
  external_ref TEXT NOT NULL,
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  wanted_minor INTEGER NOT NULL CHECK (wanted_minor > 0),
  up_to INTEGER NOT NULL CHECK (up_to IN (0, 1)),
  charged_minor INTEGER NOT NULL CHECK (charged_minor BETWEEN 0 AND wanted_minor),
  currency TEXT NOT NULL,
  balance_minor INTEGER NOT NULL,
  charged_at INTEGER NOT NULL,
  refunded_at INTEGER,
  UNIQUE (store_id, external_ref),
  CHECK (up_to = 1 OR charged_minor = wanted_minor)
) STRICT;
CREATE INDEX charges_of_store ON charges (store_id, id);
CREATE TRIGGER charges_refunded_once BEFORE UPDATE ON charges
WHEN OLD.refunded_at IS NOT NULL OR NEW.refunded_at IS NULL
BEGIN SELECT RAISE (ABORT, 'stale charge'); END;
CREATE TRIGGER charges_stay BEFORE UPDATE ON charges
WHEN NEW.id <> OLD.id OR NEW.program_id <> OLD.program_id OR NEW.store_id <> OLD.store_id OR NEW.external_ref <> OLD.external_ref
  OR NEW.enrolment_id <> OLD.enrolment_id OR NEW.charged_minor <> OLD.charged_minor OR NEW.wanted_minor <> OLD.wanted_minor
  OR NEW.charged_at <> OLD.charged_at
BEGIN SELECT RAISE (ABORT, 'charges are append-only'); END;
CREATE TRIGGER charges_remain BEFORE DELETE ON charges
BEGIN SELECT RAISE (ABORT, 'charges are append-only'); END;
