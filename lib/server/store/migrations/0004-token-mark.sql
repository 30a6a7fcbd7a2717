-- Tells the plan's registry token from another one and reveals neither: a keyed hash (lib/server/install/token-mark.ts).
ALTER TABLE install_plan ADD COLUMN token_mark TEXT;
