-- How full the disks of servers were, and what took their room (lib/server/overview). Thinned and pruned there.
CREATE TABLE disk_sample (
  server_id TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  path TEXT NOT NULL,
  total INTEGER NOT NULL,
  used INTEGER NOT NULL,
  free INTEGER NOT NULL,
  PRIMARY KEY (server_id, path, at)
) STRICT;

-- part: images, builder, volumes. at_least: counting was broken off there.
CREATE TABLE disk_part_sample (
  server_id TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  part TEXT NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER,
  at_least INTEGER NOT NULL,
  PRIMARY KEY (server_id, part, at)
) STRICT;
