-- binder.yaml, revision by revision (lib/server/binder-config). Everything goes with its server. Secrets are not in it.
CREATE TABLE config_revision (
  server_id TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  note TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (server_id, number)
) STRICT;
