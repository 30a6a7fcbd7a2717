-- The guided install (lib/server/install). Everything goes with its server.

-- The answers that a server's steps are derived from: a Plan as JSON. The registry's token is in the vault.
CREATE TABLE install_plan (
  server_id TEXT PRIMARY KEY REFERENCES server (id) ON DELETE CASCADE,
  plan TEXT NOT NULL,
  revision INTEGER NOT NULL,
  saved_by TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;

-- What the install is about, while it goes. run_id: written with the run, in one transaction, and taken out with what
-- came of it, in one transaction: so nothing is done twice, wherever the console dies.
CREATE TABLE install_wish (
  server_id TEXT PRIMARY KEY REFERENCES server (id) ON DELETE CASCADE,
  mode TEXT NOT NULL CHECK (mode IN ('all', 'one')),
  what TEXT NOT NULL CHECK (what IN ('step', 'remedy', 'undo')),
  step TEXT NOT NULL,
  fault TEXT,
  run_id TEXT,
  forced INTEGER NOT NULL,
  tries TEXT NOT NULL,
  by_name TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  pause_after INTEGER NOT NULL,
  stopping INTEGER NOT NULL
) STRICT;

-- How the install ended when it last went.
CREATE TABLE install_end (
  server_id TEXT PRIMARY KEY REFERENCES server (id) ON DELETE CASCADE,
  how TEXT NOT NULL CHECK (how IN ('finished', 'paused', 'failed', 'stopped')),
  mode TEXT NOT NULL CHECK (mode IN ('all', 'one')),
  step TEXT NOT NULL,
  says TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- What is remembered of a step beside its check. found_as: what the check said before we first ran it.
CREATE TABLE install_step (
  server_id TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE,
  step TEXT NOT NULL,
  skipped_by TEXT,
  skipped_at INTEGER,
  found_as TEXT,
  failure TEXT,
  failed_what TEXT,
  failed_at INTEGER,
  failed_run TEXT,
  PRIMARY KEY (server_id, step)
) STRICT;

-- Runs of steps that have ended and whose outcome was taken up.
CREATE TABLE install_run (
  run_id TEXT PRIMARY KEY,
  server_id TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE,
  step TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('step', 'remedy', 'undo')),
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'done-anyway', 'failed', 'stopped', 'again')),
  ended_at INTEGER NOT NULL,
  took_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX install_run_of_step ON install_run (server_id, step, ended_at);

-- What the steps put on the server, for the uninstall. found: it was there before us. changed: something of it was.
CREATE TABLE install_change (
  seq INTEGER PRIMARY KEY,
  server_id TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  step TEXT NOT NULL,
  run_id TEXT,
  how TEXT NOT NULL CHECK (how IN ('added', 'changed', 'found', 'undone')),
  kind TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT;
CREATE INDEX install_change_of_server ON install_change (server_id, seq);

-- The checks of the last look, so that lists say where an install stands before anybody looks again.
CREATE TABLE install_look (
  server_id TEXT PRIMARY KEY REFERENCES server (id) ON DELETE CASCADE,
  checks TEXT NOT NULL,
  at INTEGER NOT NULL,
  took_ms INTEGER NOT NULL
) STRICT;
