-- Connected Instagram accounts, their bots, jobs, the ledger of every action, and the activity log.
-- The bot is kept per account (docs/decisions/0004-bot-state-per-account.md); with one account that is per user.

-- Up Migration

-- One row for each Instagram account that a user connected. The session is sealed (AES-256-GCM, bound to this id and
-- user); the Instagram password is never stored. After a disconnect the row stays, with the device but no session.
CREATE TABLE instagram_credentials (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  instagram_pk text NOT NULL,
  instagram_username text NOT NULL,
  session_data_encrypted bytea,
  encryption_key_id text,
  ramp numeric(3, 2) NOT NULL DEFAULT 1,
  connected_at timestamptz NOT NULL DEFAULT now(),
  disconnected_at timestamptz,
  last_tested_at timestamptz,
  CONSTRAINT instagram_credentials_pkey PRIMARY KEY (id),
  CONSTRAINT instagram_credentials_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT instagram_credentials_ramp_check CHECK (ramp BETWEEN 0 AND 1),
  CONSTRAINT instagram_credentials_sealed_check CHECK ((session_data_encrypted IS NULL) = (encryption_key_id IS NULL))
);
CREATE UNIQUE INDEX instagram_credentials_user_pk_key ON instagram_credentials (user_id, instagram_pk);
CREATE INDEX instagram_credentials_pk_idx ON instagram_credentials (instagram_pk) WHERE disconnected_at IS NULL;

-- A sign-in to Instagram under way: waits for a code, survives a restart, ends by itself.
CREATE TABLE connect_attempts (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  instagram_username text NOT NULL,
  kind text NOT NULL,
  methods text[] NOT NULL,
  sent_to text,
  state_encrypted bytea NOT NULL,
  encryption_key_id text NOT NULL,
  wrong_codes integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT connect_attempts_pkey PRIMARY KEY (id),
  CONSTRAINT connect_attempts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT connect_attempts_kind_check CHECK (kind IN ('two_factor', 'challenge', 'device'))
);
CREATE INDEX connect_attempts_user_name_idx ON connect_attempts (user_id, instagram_username, created_at);

-- The bot of an account. `fence` rises with every claim of the account's turn; only the holder of a live lease with
-- the newest fence may send or settle an action.
CREATE TABLE user_bot_status (
  account_id uuid NOT NULL,
  user_id uuid NOT NULL,
  session_valid boolean NOT NULL DEFAULT false,
  bot_running boolean NOT NULL DEFAULT false,
  started_at timestamptz,
  cooldown_until timestamptz,
  cooldown_code text,
  last_error_code text,
  last_error_message text,
  last_error_at timestamptz,
  faults_in_a_row integer NOT NULL DEFAULT 0,
  last_action_at timestamptz,
  next_turn_at timestamptz,
  turn_seq bigint NOT NULL DEFAULT 0,
  fence bigint NOT NULL DEFAULT 0,
  lease_holder uuid,
  lease_until timestamptz,
  CONSTRAINT user_bot_status_pkey PRIMARY KEY (account_id),
  CONSTRAINT user_bot_status_account_id_fkey
    FOREIGN KEY (account_id) REFERENCES instagram_credentials (id) ON DELETE CASCADE,
  CONSTRAINT user_bot_status_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX user_bot_status_user_id_idx ON user_bot_status (user_id);
CREATE INDEX user_bot_status_due_idx ON user_bot_status (next_turn_at) WHERE bot_running;

CREATE TABLE bot_jobs (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  account_id uuid NOT NULL,
  action text NOT NULL,
  source text NOT NULL,
  params jsonb NOT NULL,
  filters jsonb NOT NULL,
  amount integer NOT NULL,
  done integer NOT NULL DEFAULT 0,
  skipped integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  state text NOT NULL DEFAULT 'queued',
  waiting_reason text,
  waiting_until timestamptz,
  source_cursor text,
  source_exhausted boolean NOT NULL DEFAULT false,
  last_error_code text,
  last_error_message text,
  last_error_at timestamptz,
  correlation_id text,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz,
  CONSTRAINT bot_jobs_pkey PRIMARY KEY (id),
  CONSTRAINT bot_jobs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT bot_jobs_account_id_fkey FOREIGN KEY (account_id) REFERENCES instagram_credentials (id) ON DELETE CASCADE,
  CONSTRAINT bot_jobs_amount_check CHECK (amount BETWEEN 1 AND 1000),
  CONSTRAINT bot_jobs_state_check
    CHECK (state IN ('queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled'))
);
CREATE INDEX bot_jobs_user_id_idx ON bot_jobs (user_id, created_at, id);
CREATE INDEX bot_jobs_open_idx ON bot_jobs (account_id, created_at) WHERE state IN ('queued', 'running', 'waiting');

-- The ledger: one row for each action on each target. A call is sent only after its row stands as `intended` with
-- fence and deadline; whatever does not come back as an answer is read back from Instagram, never sent again.
CREATE TABLE interactions (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  user_id uuid NOT NULL,
  account_id uuid NOT NULL,
  job_id uuid NOT NULL,
  action text NOT NULL,
  target_pk text NOT NULL,
  target_username text,
  target_name text,
  target_picture text,
  state text NOT NULL DEFAULT 'planned',
  error_code text,
  fence bigint,
  quota_day date,
  intended_at timestamptz,
  deadline_at timestamptz,
  reconcile_at timestamptz,
  settled_at timestamptz,
  duration_ms integer,
  CONSTRAINT interactions_pkey PRIMARY KEY (id),
  CONSTRAINT interactions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT interactions_account_id_fkey
    FOREIGN KEY (account_id) REFERENCES instagram_credentials (id) ON DELETE CASCADE,
  CONSTRAINT interactions_job_id_fkey FOREIGN KEY (job_id) REFERENCES bot_jobs (id) ON DELETE CASCADE,
  CONSTRAINT interactions_state_check
    CHECK (state IN ('planned', 'intended', 'confirmed', 'refused', 'skipped', 'unknown', 'needs_review')),
  CONSTRAINT interactions_intent_check CHECK (
    state IN ('planned', 'skipped')
    OR (fence IS NOT NULL AND quota_day IS NOT NULL AND intended_at IS NOT NULL AND deadline_at IS NOT NULL)
  )
);
-- Never twice: an action that may have reached its target is not intended for it again by the same account.
CREATE UNIQUE INDEX interactions_once_key ON interactions (account_id, action, target_pk)
  WHERE state IN ('intended', 'confirmed', 'unknown', 'needs_review');
CREATE INDEX interactions_refused_idx ON interactions (account_id, action, target_pk) WHERE state = 'refused';
CREATE UNIQUE INDEX interactions_job_target_key ON interactions (job_id, target_pk);
CREATE INDEX interactions_planned_idx ON interactions (job_id, id) WHERE state = 'planned';
CREATE INDEX interactions_open_idx ON interactions (job_id) WHERE state IN ('intended', 'unknown');
CREATE INDEX interactions_pace_idx ON interactions (account_id, action, intended_at) WHERE intended_at IS NOT NULL;

CREATE TABLE activity_logs (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  user_id uuid NOT NULL,
  account_id uuid,
  job_id uuid,
  at timestamptz NOT NULL DEFAULT now(),
  action text NOT NULL,
  status text NOT NULL,
  message text NOT NULL,
  error_code text,
  target_pk text,
  target_username text,
  duration_ms integer,
  correlation_id text,
  CONSTRAINT activity_logs_pkey PRIMARY KEY (id),
  CONSTRAINT activity_logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT activity_logs_status_check CHECK (status IN ('success', 'info', 'warning', 'error'))
);
CREATE INDEX activity_logs_user_id_idx ON activity_logs (user_id, id);
CREATE INDEX activity_logs_job_id_idx ON activity_logs (job_id, id) WHERE job_id IS NOT NULL;

ALTER TABLE quota_usage ADD CONSTRAINT quota_usage_account_id_fkey
  FOREIGN KEY (account_id) REFERENCES instagram_credentials (id) ON DELETE CASCADE;

-- Row-level security ----------------------------------------------------------------------------------------------
-- An administrator sees the state of bots, jobs and activity of everybody, never sessions or sign-ins under way.

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['instagram_credentials', 'connect_attempts', 'user_bot_status', 'bot_jobs',
                              'interactions', 'activity_logs']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name || '_owner', name);
    EXECUTE format(
      'CREATE POLICY %I ON %I
         USING (user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid)
         WITH CHECK (user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid)', name || '_self', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['user_bot_status', 'bot_jobs', 'activity_logs']
  LOOP
    EXECUTE format(
      'CREATE POLICY %I ON %I FOR SELECT
         USING (current_setting(''app.scope'', true) = ''admin'' AND (SELECT app_is_admin()))', name || '_admin', name);
  END LOOP;
END
$$;

-- What crosses users ----------------------------------------------------------------------------------------------

-- Whoever proves an Instagram account with password and code takes it over: other users' connections to it end.
-- The sessions are wiped and the bots stopped; returns the connections that ended, so that their owners can be told.
CREATE FUNCTION take_over_instagram_account(pk text, new_owner uuid)
  RETURNS TABLE (account_id uuid, user_id uuid)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    -- One at a time for each account, so that of two who prove it at once the second ends the first.
    SELECT pg_advisory_xact_lock(hashtextextended('instagram-account ' || pk, 0));
    WITH ended AS (
      UPDATE instagram_credentials c
      SET session_data_encrypted = NULL, encryption_key_id = NULL, disconnected_at = now()
      WHERE c.instagram_pk = pk AND c.user_id <> new_owner AND c.disconnected_at IS NULL
      RETURNING c.id, c.user_id
    ), stopped AS (
      UPDATE user_bot_status s SET session_valid = false, bot_running = false, next_turn_at = NULL
      FROM ended WHERE s.account_id = ended.id
    )
    SELECT ended.id, ended.user_id FROM ended
  $$;

-- The sweeper: running bots whose turn is overdue and that nobody holds. Each gets a new turn number.
CREATE FUNCTION bots_without_turn(overdue_before timestamptz, most integer)
  RETURNS TABLE (account_id uuid, user_id uuid, turn_seq bigint)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH lost AS (
      (SELECT d.account_id FROM user_bot_status d
       WHERE d.bot_running AND d.next_turn_at < overdue_before AND (d.lease_until IS NULL OR d.lease_until < now())
       ORDER BY d.next_turn_at LIMIT most)
      UNION
      (SELECT j.account_id FROM bot_jobs j JOIN user_bot_status d ON d.account_id = j.account_id
       WHERE j.state IN ('queued', 'running', 'waiting') AND j.created_at < overdue_before
         AND d.bot_running AND d.session_valid AND d.next_turn_at IS NULL
         AND (d.lease_until IS NULL OR d.lease_until < now()) LIMIT most)
    )
    UPDATE user_bot_status s SET turn_seq = s.turn_seq + 1, next_turn_at = now()
    FROM lost
    -- Asked again, because another sweeper may have been here in the meantime.
    WHERE s.account_id = lost.account_id AND s.bot_running
      AND (s.next_turn_at IS NULL OR s.next_turn_at < overdue_before)
    RETURNING s.account_id, s.user_id, s.turn_seq
  $$;

-- The reconciler: accounts with an action whose outcome is not known and may now be read back.
CREATE FUNCTION accounts_to_reconcile(most integer)
  RETURNS TABLE (account_id uuid, user_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT i.account_id, i.user_id
    FROM interactions i JOIN user_bot_status s ON s.account_id = i.account_id
    WHERE i.state IN ('intended', 'unknown') AND i.reconcile_at < now() AND s.session_valid
      AND (s.lease_until IS NULL OR s.lease_until < now())
      -- Not while Instagram wants to be left alone.
      AND (s.cooldown_until IS NULL OR s.cooldown_until < now())
    GROUP BY i.account_id, i.user_id ORDER BY min(i.reconcile_at) LIMIT most
  $$;

-- Figures for /metrics: counts only, of nobody in particular.
CREATE FUNCTION fleet_figures()
  RETURNS TABLE (running_bots bigint, paused_bots bigint, valid_sessions bigint, open_jobs bigint, unknown_outcomes bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT
      (SELECT count(*) FROM user_bot_status WHERE bot_running),
      (SELECT count(*) FROM user_bot_status WHERE bot_running AND cooldown_until > now()),
      (SELECT count(*) FROM user_bot_status WHERE session_valid),
      (SELECT count(*) FROM bot_jobs WHERE state IN ('queued', 'running', 'waiting')),
      (SELECT count(*) FROM interactions WHERE state IN ('intended', 'unknown'))
  $$;

-- Down Migration

DROP FUNCTION fleet_figures();
DROP FUNCTION accounts_to_reconcile(integer);
DROP FUNCTION bots_without_turn(timestamptz, integer);
DROP FUNCTION take_over_instagram_account(text, uuid);
ALTER TABLE quota_usage DROP CONSTRAINT quota_usage_account_id_fkey;
-- Shares of accounts that go; the users' own sums stay.
DELETE FROM quota_usage WHERE account_id IS NOT NULL;
DROP TABLE activity_logs;
DROP TABLE interactions;
DROP TABLE bot_jobs;
DROP TABLE user_bot_status;
DROP TABLE connect_attempts;
DROP TABLE instagram_credentials;
