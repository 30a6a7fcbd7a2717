-- At the start: the runs that have not ended (no end), and the last ones that have.
CREATE INDEX run_by_end ON run (ended_at);
