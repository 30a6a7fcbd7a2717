-- Terminals that are open (lib/server/terminals): what is needed to find a shell again after Bindery itself was away, and
-- to write down the end of one that is not there any more. Nothing of what stands in them.
-- socket: of what holds the shell on its server; NULL for one that ended with its connection.
CREATE TABLE terminal (
  id TEXT PRIMARY KEY,
  server_id TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE,
  session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  person_id TEXT NOT NULL,
  person_name TEXT NOT NULL,
  address TEXT NOT NULL,
  place TEXT NOT NULL,
  title TEXT NOT NULL,
  shell TEXT NOT NULL,
  socket TEXT,
  cols INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  opened_at INTEGER NOT NULL
) STRICT;
