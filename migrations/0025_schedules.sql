-- Schedules: a job that is created again at set times. The row is the schedule; a worker creates the job when it is due
-- (docs/decisions/0028-schedules-plans-and-undo.md). The rules for row-level security are those of 0000.

-- Up Migration

CREATE TABLE bot_schedules (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  account_id uuid NOT NULL,
  name text NOT NULL,
  -- The body of the job, as it was posted.
  job jsonb NOT NULL,
  cron text NOT NULL,
  time_zone text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  -- Null where it is not enabled.
  next_run_at timestamptz,
  last_run_at timestamptz,
  -- The job of the last run, and why there was none.
  last_run_job_id uuid,
  last_run_code text,
  -- The last job that it created, whatever came after it.
  last_job_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT bot_schedules_pkey PRIMARY KEY (id),
  CONSTRAINT bot_schedules_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT bot_schedules_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE,
  CONSTRAINT bot_schedules_next_check CHECK (enabled = (next_run_at IS NOT NULL))
);
CREATE INDEX bot_schedules_due_idx ON bot_schedules (next_run_at) WHERE enabled;
CREATE INDEX bot_schedules_user_id_idx ON bot_schedules (user_id, created_at, id);
CREATE INDEX bot_schedules_account_id_idx ON bot_schedules (account_id);

ALTER TABLE bot_schedules ENABLE ROW LEVEL SECURITY;
ALTER TABLE bot_schedules FORCE ROW LEVEL SECURITY;
CREATE POLICY bot_schedules_owner ON bot_schedules TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY bot_schedules_self ON bot_schedules
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- What a worker looks at next; it claims each of them in a transaction of its user.
CREATE FUNCTION schedules_due(at timestamptz, most integer)
  RETURNS TABLE (id uuid, user_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT s.id, s.user_id FROM bot_schedules s JOIN users u ON u.id = s.user_id
    WHERE s.enabled AND s.next_run_at <= at AND u.is_active
    ORDER BY s.next_run_at LIMIT most
  $$;

-- Down Migration

DROP FUNCTION schedules_due(timestamptz, integer);
DROP TABLE bot_schedules;
