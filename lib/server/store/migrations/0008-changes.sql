-- On which server something was done; null for what was done to none, and for what is older than this.
ALTER TABLE audit ADD COLUMN server_id TEXT;
CREATE INDEX audit_of_server ON audit (server_id, seq);

-- What was seen to happen on servers by itself (lib/server/overview): parts of BinderHub that began, were restarted or did
-- not work until a moment, reboots. Pruned there.
CREATE TABLE seen_change (
  server_id TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('began', 'restarted', 'rebooted', 'outage')),
  part TEXT NOT NULL,
  until INTEGER,
  said TEXT NOT NULL,
  PRIMARY KEY (server_id, kind, part, at)
) STRICT;
