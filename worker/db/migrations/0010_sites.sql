-- Every origin of every store: the one it was registered with, and further ones such as `www` and country sites.

CREATE TABLE sites (
  store_id TEXT NOT NULL REFERENCES stores (id),
  origin TEXT NOT NULL,
  -- FNV-1a of the line that the partner list has for it (contracts/partner.ts): what details are divided by.
  hash INTEGER NOT NULL,
  verified_at INTEGER,
  verified_by TEXT CHECK (verified_by IN ('well-known', 'dns')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (store_id, origin)
) STRICT, WITHOUT ROWID;
-- Anybody may name an origin; one store can prove it.
CREATE UNIQUE INDEX sites_proved_once ON sites (origin) WHERE verified_at IS NOT NULL;
CREATE INDEX sites_of_bucket ON sites (hash) WHERE verified_at IS NOT NULL;

-- The list as it was last put together, so that asking for it costs the same however many partners there are.
CREATE TABLE partner_list (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- Raised by every change of who is in it.
  changes INTEGER NOT NULL DEFAULT 1,
  -- `changes` when it was put together; 0: never yet.
  built_changes INTEGER NOT NULL DEFAULT 0,
  built_at INTEGER NOT NULL DEFAULT 0,
  version TEXT NOT NULL DEFAULT '',
  bits INTEGER NOT NULL DEFAULT 0,
  hosts INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO partner_list (id) VALUES (1);

CREATE TABLE partner_list_parts (seq INTEGER PRIMARY KEY, lines TEXT NOT NULL) STRICT;

CREATE TRIGGER sites_join_list AFTER UPDATE OF verified_at ON sites WHEN NEW.verified_at IS NOT OLD.verified_at
BEGIN UPDATE partner_list SET changes = changes + 1; END;
CREATE TRIGGER sites_come_proved AFTER INSERT ON sites WHEN NEW.verified_at IS NOT NULL
BEGIN UPDATE partner_list SET changes = changes + 1; END;
CREATE TRIGGER sites_leave_list AFTER DELETE ON sites WHEN OLD.verified_at IS NOT NULL
BEGIN UPDATE partner_list SET changes = changes + 1; END;

-- The stores there are already. a ^ b is (a | b) - (a & b); a product of 32 by 25 bits fits 64.
INSERT INTO sites (store_id, origin, hash, verified_at, verified_by, created_at)
WITH RECURSIVE hashing (id, line, at, hash) AS (
  SELECT id, CASE WHEN origin LIKE 'https://%' THEN substr(origin, 9) ELSE origin END, 1, 2166136261 FROM stores
  UNION ALL
  SELECT id, line, at + 1,
    (((hash | unicode(substr(line, at, 1))) - (hash & unicode(substr(line, at, 1)))) * 16777619) & 4294967295
  FROM hashing WHERE at <= length(line)
)
SELECT s.id, s.origin, h.hash, s.verified_at, s.verified_by, s.created_at
FROM stores s JOIN hashing h ON h.id = s.id AND h.at = length(h.line) + 1;
