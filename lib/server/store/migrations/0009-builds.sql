-- Builds whose logs are kept (lib/server/builds). The logs themselves are files in the data folder.
CREATE TABLE build (
  id TEXT PRIMARY KEY,
  server_id TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE,
  namespace TEXT NOT NULL,
  pod TEXT NOT NULL,
  uid TEXT NOT NULL,
  repository TEXT NOT NULL,
  ref TEXT NOT NULL,
  image TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT NOT NULL CHECK (outcome IN ('building', 'pushed', 'failed', 'unknown')),
  telling TEXT NOT NULL,
  lines INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  UNIQUE (server_id, uid)
) STRICT;
CREATE INDEX build_by_start ON build (server_id, started_at);
