-- Runs that change the release and have not ended yet, with the version of the chart that the plan follows to when they end
-- well (lib/server/releases).
CREATE TABLE release_run (
  run_id TEXT NOT NULL PRIMARY KEY,
  server_id TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE,
  chart_version TEXT NOT NULL
) STRICT;
