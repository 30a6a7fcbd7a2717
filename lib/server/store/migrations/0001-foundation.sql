CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('administrator', 'viewer')),
  password_hash TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  last_seen_at INTEGER
) STRICT;

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  device TEXT NOT NULL,
  address TEXT NOT NULL,
  signed_in_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_of_person ON session (person_id);

CREATE TABLE server (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  user TEXT NOT NULL,
  jump_id TEXT REFERENCES server (id),
  sign_in TEXT NOT NULL,
  keeps_secrets INTEGER NOT NULL,
  public_key TEXT,
  host_key_type TEXT NOT NULL,
  host_key_sha256 TEXT NOT NULL,
  host_key_confirmed_at INTEGER NOT NULL,
  host_key_confirmed_by TEXT NOT NULL,
  facts TEXT,
  added_at INTEGER NOT NULL
) STRICT;

-- Sealed values only (lib/server/store/seal.ts). owner is the id of the row the secret belongs to.
CREATE TABLE secret (
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (owner, kind)
) STRICT;

CREATE TABLE run (
  id TEXT PRIMARY KEY,
  server_id TEXT NOT NULL,
  server_name TEXT NOT NULL,
  title TEXT NOT NULL,
  script TEXT NOT NULL,
  by_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  status TEXT NOT NULL
) STRICT;
CREATE INDEX run_by_time ON run (created_at);
CREATE INDEX run_of_server ON run (server_id, created_at);

-- Append-only: what was begun, and how it ended, are two rows of one action.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  action_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  person_name TEXT NOT NULL,
  address TEXT NOT NULL,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('begun', 'done', 'failed', 'refused')),
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_of_action ON audit (action_id);
CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
-- INSERT OR REPLACE deletes without firing delete triggers.
CREATE TRIGGER audit_adds BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
