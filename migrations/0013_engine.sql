-- What keeps a turn from going round in circles: how far a job is in its source, how often it failed in a row, and what
-- each account has read lately. The rules for row-level security are those of 0000.

-- Up Migration

ALTER TABLE bot_jobs
  -- Pages that were read, and how many of the last ones brought nobody new.
  ADD COLUMN pages_read integer NOT NULL DEFAULT 0,
  ADD COLUMN pages_without_new integer NOT NULL DEFAULT 0,
  -- Entries of those pages that could not be read.
  ADD COLUMN unreadable integer NOT NULL DEFAULT 0,
  -- Turns in a row that failed at this job, and when it is tried again.
  ADD COLUMN failures_in_a_row integer NOT NULL DEFAULT 0,
  ADD COLUMN retry_at timestamptz;

-- The reads of an account within the window of the cap: a row each, removed by the next one after the window.
CREATE TABLE account_reads (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  user_id uuid NOT NULL,
  account_id uuid NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT account_reads_pkey PRIMARY KEY (id),
  CONSTRAINT account_reads_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT account_reads_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE
);
CREATE INDEX account_reads_window_idx ON account_reads (account_id, at);
CREATE INDEX account_reads_user_id_idx ON account_reads (user_id);

ALTER TABLE account_reads ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_reads FORCE ROW LEVEL SECURITY;
CREATE POLICY account_reads_owner ON account_reads TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY account_reads_self ON account_reads
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- Down Migration

DROP TABLE account_reads;
ALTER TABLE bot_jobs
  DROP COLUMN retry_at,
  DROP COLUMN failures_in_a_row,
  DROP COLUMN unreadable,
  DROP COLUMN pages_without_new,
  DROP COLUMN pages_read;
