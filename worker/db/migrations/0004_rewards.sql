-- Rewards that members order for what they have earned, causes, and what is given to them. On the programme's own database.

CREATE TABLE rewards (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  key TEXT NOT NULL,
  -- Raised by one with every change: an order is made under the revision that was read.
  revision INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL CHECK (state IN ('live', 'paused')),
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  -- Copied from the definition, so that the orders below can be held to them.
  price_unit TEXT NOT NULL GENERATED ALWAYS AS (definition ->> '$.price.unit') VIRTUAL,
  -- How many can be had in all, seats included; NULL: any number.
  limit_total INTEGER GENERATED ALWAYS AS (min(
    ifnull(definition ->> '$.goods.capacity', definition ->> '$.stock'), ifnull(definition ->> '$.stock', definition ->> '$.goods.capacity'))) VIRTUAL,
  waiting_list INTEGER NOT NULL GENERATED ALWAYS AS (ifnull(definition ->> '$.goods.waitingList', 0)) VIRTUAL,
  pooled INTEGER NOT NULL GENERATED ALWAYS AS (ifnull(definition ->> '$.goods.source.kind', '') = 'pool') VIRTUAL,
  per_member INTEGER GENERATED ALWAYS AS (definition ->> '$.perMember') VIRTUAL,
  -- Kept by triggers: orders that have one, orders that wait for one, codes of the pool that nobody has.
  taken INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),
  waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0),
  pool_left INTEGER NOT NULL DEFAULT 0 CHECK (pool_left >= 0),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (program_id, key)
) STRICT;
CREATE INDEX rewards_of_program ON rewards (program_id, id);

-- Orders keep what was ordered; the reward keeps its name and its kind.
CREATE TRIGGER rewards_stay BEFORE UPDATE OF id, program_id, key, definition ON rewards
WHEN NEW.id <> OLD.id OR NEW.program_id <> OLD.program_id OR NEW.key <> OLD.key
  OR NEW.definition ->> '$.goods.kind' <> OLD.definition ->> '$.goods.kind'
  OR NEW.definition ->> '$.goods.source.kind' IS NOT OLD.definition ->> '$.goods.source.kind'
BEGIN SELECT RAISE (ABORT, 'a reward keeps its key and kind'); END;

-- Codes of the shop's own. Each is one order's, for good: what has been shown can't be taken back.
CREATE TABLE pool_codes (
  id INTEGER PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  reward_id TEXT NOT NULL REFERENCES rewards (id),
  -- As typed at the checkout, folded to capitals.
  code TEXT NOT NULL,
  order_id TEXT UNIQUE,
  uploaded_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX pool_codes_once ON pool_codes (program_id, code);
CREATE INDEX pool_codes_left ON pool_codes (reward_id, id) WHERE order_id IS NULL;

CREATE TRIGGER pool_codes_given_once BEFORE UPDATE ON pool_codes
WHEN OLD.order_id IS NOT NULL OR NEW.code <> OLD.code OR NEW.reward_id <> OLD.reward_id OR NEW.program_id <> OLD.program_id
BEGIN SELECT RAISE (ABORT, 'a code is given once'); END;
CREATE TRIGGER pool_codes_fill AFTER INSERT ON pool_codes WHEN NEW.order_id IS NULL
BEGIN UPDATE rewards SET pool_left = pool_left + 1 WHERE id = NEW.reward_id; END;
CREATE TRIGGER pool_codes_give AFTER UPDATE OF order_id ON pool_codes WHEN OLD.order_id IS NULL AND NEW.order_id IS NOT NULL
BEGIN UPDATE rewards SET pool_left = pool_left - 1 WHERE id = NEW.reward_id; END;

CREATE TABLE reward_orders (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  enrolment_id TEXT NOT NULL REFERENCES enrolments (id),
  reward_id TEXT NOT NULL REFERENCES rewards (id),
  reward_revision INTEGER NOT NULL,
  reward TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'ordered', 'packed', 'sent', 'delivered', 'cancelled')),
  -- As it was when ordered.
  content TEXT NOT NULL CHECK (json_valid(content)),
  goods TEXT NOT NULL CHECK (json_valid(goods)),
  unit TEXT NOT NULL CHECK (unit IN ('points', 'statusCredits', 'storedValue', 'stamps')),
  amount INTEGER NOT NULL CHECK (amount > 0),
  -- Folded to capitals: a minted one, or the pool's.
  code TEXT,
  pool_code_id INTEGER UNIQUE REFERENCES pool_codes (id),
  used_at INTEGER,
  used_purchase_id TEXT REFERENCES purchases (id),
  cause TEXT,
  donated_minor INTEGER CHECK (donated_minor > 0),
  -- Who waits for a seat: their place in the order of coming, and what holds the price meanwhile.
  queued INTEGER,
  hold_id TEXT UNIQUE REFERENCES holds (id),
  waits_until INTEGER,
  external_ref TEXT,
  ordered_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  CHECK ((cause IS NULL) = (donated_minor IS NULL)),
  CHECK ((used_at IS NULL) = (used_purchase_id IS NULL)),
  CHECK (state <> 'waiting' OR (queued IS NOT NULL AND hold_id IS NOT NULL AND waits_until IS NOT NULL))
) STRICT;
CREATE INDEX reward_orders_of_program ON reward_orders (program_id, id);
CREATE INDEX reward_orders_of_reward ON reward_orders (reward_id, id);
CREATE INDEX reward_orders_of_member ON reward_orders (enrolment_id, id);
CREATE INDEX reward_orders_open ON reward_orders (enrolment_id, reward_id) WHERE state <> 'cancelled';
CREATE UNIQUE INDEX reward_orders_code ON reward_orders (program_id, code) WHERE code IS NOT NULL;
CREATE UNIQUE INDEX reward_orders_queue ON reward_orders (reward_id, queued) WHERE queued IS NOT NULL;
CREATE INDEX reward_orders_waiting ON reward_orders (reward_id, queued) WHERE state = 'waiting';

-- Stock, seats, codes and each member's share, where no two requests can pass each other. Whoever meets one of these reads
-- again, and learns how it stands. Who has waited in vain stands in nobody's way, whether or not that has been written.
CREATE TRIGGER reward_orders_within_limits BEFORE INSERT ON reward_orders
BEGIN
  SELECT RAISE (ABORT, 'stale reward') WHERE NOT EXISTS (
    SELECT 1 FROM rewards WHERE id = NEW.reward_id AND program_id = NEW.program_id AND revision = NEW.reward_revision AND state = 'live');
  SELECT RAISE (ABORT, 'stale reward') WHERE NEW.cause IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM causes WHERE program_id = NEW.program_id AND key = NEW.cause AND open = 1);
  SELECT RAISE (ABORT, 'stale reward') FROM rewards WHERE id = NEW.reward_id AND (
    (NEW.state <> 'waiting' AND limit_total IS NOT NULL AND (taken >= limit_total OR EXISTS (
      SELECT 1 FROM reward_orders WHERE reward_id = NEW.reward_id AND state = 'waiting' AND waits_until > NEW.ordered_at)))
    OR (NEW.state = 'waiting' AND (waiting_list = 0 OR limit_total IS NULL OR (taken < limit_total AND NOT EXISTS (
      SELECT 1 FROM reward_orders WHERE reward_id = NEW.reward_id AND state = 'waiting' AND waits_until > NEW.ordered_at))))
    OR (pooled = 1 AND NEW.pool_code_id IS NULL)
    OR (per_member IS NOT NULL AND per_member <= (
      SELECT count(*) FROM reward_orders WHERE enrolment_id = NEW.enrolment_id AND reward_id = NEW.reward_id AND state <> 'cancelled'
        AND (state <> 'waiting' OR waits_until > NEW.ordered_at))));
END;

CREATE TRIGGER reward_orders_take AFTER INSERT ON reward_orders
BEGIN
  UPDATE rewards SET taken = taken + (NEW.state NOT IN ('waiting', 'cancelled')), waiting = waiting + (NEW.state = 'waiting') WHERE id = NEW.reward_id;
  UPDATE pool_codes SET order_id = NEW.id WHERE id = NEW.pool_code_id;
END;

-- Two writers who read the same version can't both win: the later one's whole batch is undone. This is told before the
-- promises below: whoever comes late reads again.
CREATE TRIGGER reward_orders_in_turn BEFORE UPDATE ON reward_orders
WHEN NEW.version <> OLD.version + 1
BEGIN SELECT RAISE (ABORT, 'stale order'); END;
CREATE TRIGGER reward_orders_go_forward BEFORE UPDATE OF state ON reward_orders
WHEN NEW.version = OLD.version + 1 AND NEW.state <> OLD.state AND NOT (CASE OLD.state
  WHEN 'waiting' THEN NEW.state IN ('ordered', 'cancelled')
  WHEN 'ordered' THEN NEW.state IN ('packed', 'sent', 'delivered', 'cancelled')
  WHEN 'packed' THEN NEW.state IN ('sent', 'delivered', 'cancelled')
  WHEN 'sent' THEN NEW.state IN ('delivered', 'cancelled')
  WHEN 'delivered' THEN NEW.state = 'cancelled'
  ELSE 0 END)
BEGIN SELECT RAISE (ABORT, 'an order goes forward only'); END;
CREATE TRIGGER reward_orders_stay BEFORE UPDATE ON reward_orders
WHEN NEW.version = OLD.version + 1 AND (NEW.enrolment_id <> OLD.enrolment_id OR NEW.program_id <> OLD.program_id OR NEW.reward_id <> OLD.reward_id OR NEW.content <> OLD.content
  -- But a seat is at the event, whenever that has been moved to.
  OR json_remove(NEW.goods, '$.eventAt') <> json_remove(OLD.goods, '$.eventAt') OR NEW.unit <> OLD.unit OR NEW.amount <> OLD.amount OR NEW.code IS NOT OLD.code
  OR NEW.pool_code_id IS NOT OLD.pool_code_id OR NEW.cause IS NOT OLD.cause OR NEW.donated_minor IS NOT OLD.donated_minor
  OR NEW.queued IS NOT OLD.queued OR NEW.hold_id IS NOT OLD.hold_id OR (OLD.used_at IS NOT NULL AND NEW.used_at IS NOT OLD.used_at)
  -- A code that a purchase has used is not given back, nor one that was given back used.
  OR (NEW.used_at IS NOT NULL AND NEW.state = 'cancelled'))
BEGIN SELECT RAISE (ABORT, 'an order keeps what was ordered'); END;
CREATE TRIGGER reward_orders_remain BEFORE DELETE ON reward_orders
BEGIN SELECT RAISE (ABORT, 'orders remain'); END;

CREATE TRIGGER reward_orders_seated BEFORE UPDATE OF state ON reward_orders
WHEN OLD.state = 'waiting' AND NEW.state = 'ordered'
BEGIN
  SELECT RAISE (ABORT, 'stale reward') FROM rewards WHERE id = NEW.reward_id AND taken >= limit_total;
END;
CREATE TRIGGER reward_orders_move AFTER UPDATE OF state ON reward_orders WHEN NEW.state <> OLD.state
BEGIN
  UPDATE rewards SET
    taken = taken + (NEW.state NOT IN ('waiting', 'cancelled')) - (OLD.state NOT IN ('waiting', 'cancelled')),
    waiting = waiting + (NEW.state = 'waiting') - (OLD.state = 'waiting')
  WHERE id = NEW.reward_id;
END;

-- The price of waiting is held until the event. Let go, the order has waited in vain.
CREATE TRIGGER reward_orders_waited AFTER UPDATE OF state ON holds WHEN NEW.state = 'released'
BEGIN
  UPDATE reward_orders SET state = 'cancelled', version = version + 1, changed_at = NEW.expires_at
  WHERE hold_id = NEW.id AND state = 'waiting';
END;

CREATE TABLE causes (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL REFERENCES programs (id),
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  summary TEXT NOT NULL,
  -- JSON: both by language and tone.
  content TEXT,
  url TEXT,
  open INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1)),
  -- Kept by the trigger on donations.
  members_minor INTEGER NOT NULL DEFAULT 0 CHECK (members_minor >= 0),
  shop_minor INTEGER NOT NULL DEFAULT 0 CHECK (shop_minor >= 0),
  gifts INTEGER NOT NULL DEFAULT 0 CHECK (gifts >= 0),
  sales INTEGER NOT NULL DEFAULT 0 CHECK (sales >= 0),
  created_at INTEGER NOT NULL,
  UNIQUE (program_id, key)
) STRICT;

-- What is given to causes, and below zero what comes back of it. Append-only.
CREATE TABLE donations (
  id TEXT PRIMARY KEY,
  program_id TEXT NOT NULL,
  cause TEXT NOT NULL,
  -- Either a member's gift, by their order, or the shop's share of a sale.
  order_id TEXT REFERENCES reward_orders (id),
  purchase_id TEXT REFERENCES purchases (id),
  -- The return that it comes back with.
  return_id TEXT REFERENCES returns (id),
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN -1000000000000 AND 1000000000000 AND amount_minor <> 0),
  -- 1: a gift or sale more; -1: one that came back whole.
  times INTEGER NOT NULL CHECK (times IN (-1, 0, 1)),
  -- When the order or purchase was made, for what came back of it as well: a month is never below zero.
  given_at INTEGER NOT NULL,
  CHECK ((order_id IS NULL) = (purchase_id IS NOT NULL)),
  CHECK ((amount_minor > 0) = (times = 1)),
  CHECK ((return_id IS NOT NULL) = (amount_minor < 0 AND purchase_id IS NOT NULL)),
  FOREIGN KEY (program_id, cause) REFERENCES causes (program_id, key)
) STRICT;
CREATE INDEX donations_of_cause ON donations (program_id, cause, given_at);
CREATE UNIQUE INDEX donations_of_order ON donations (order_id, times) WHERE order_id IS NOT NULL;
CREATE UNIQUE INDEX donations_of_purchase ON donations (purchase_id, cause) WHERE purchase_id IS NOT NULL AND return_id IS NULL;
CREATE UNIQUE INDEX donations_of_return ON donations (return_id, cause) WHERE return_id IS NOT NULL;
CREATE INDEX donations_of_sale ON donations (purchase_id, cause) WHERE purchase_id IS NOT NULL;

CREATE TRIGGER donations_back_at_most BEFORE INSERT ON donations WHEN NEW.amount_minor < 0
BEGIN
  SELECT RAISE (ABORT, 'more is taken back than was given') WHERE NEW.amount_minor + (
    SELECT ifnull(sum(amount_minor), 0) FROM donations WHERE cause = NEW.cause
      AND (purchase_id = NEW.purchase_id OR order_id = NEW.order_id)) < 0;
END;
CREATE TRIGGER donations_count AFTER INSERT ON donations
BEGIN
  UPDATE causes SET
    members_minor = members_minor + iif(NEW.order_id IS NOT NULL, NEW.amount_minor, 0),
    shop_minor = shop_minor + iif(NEW.purchase_id IS NOT NULL, NEW.amount_minor, 0),
    gifts = gifts + iif(NEW.order_id IS NOT NULL, NEW.times, 0),
    sales = sales + iif(NEW.purchase_id IS NOT NULL, NEW.times, 0)
  WHERE program_id = NEW.program_id AND key = NEW.cause;
END;
CREATE TRIGGER donations_stay BEFORE UPDATE ON donations
BEGIN SELECT RAISE (ABORT, 'donations are append-only'); END;
CREATE TRIGGER donations_remain BEFORE DELETE ON donations
BEGIN SELECT RAISE (ABORT, 'donations are append-only'); END;
