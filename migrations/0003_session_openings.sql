-- Who opened an Instagram session, when and for what; and what the daily test of sessions needs to know.
-- The rules for row-level security are those of 0000; docs/decisions/0015-keys.md has the why.

-- Up Migration

-- One row for each account, purpose, person and hour, with how often: a bot opens its session in every turn, and a row
-- for each of those would outgrow everything else. Rows are kept for 30 days.
CREATE TABLE session_openings (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  user_id uuid NOT NULL,
  account_id uuid NOT NULL,
  hour timestamptz NOT NULL,
  purpose text NOT NULL,
  -- The person who asked for it; null: nobody did, the product works by itself, or the operator ran a command.
  actor_id uuid,
  times integer NOT NULL DEFAULT 1,
  first_at timestamptz NOT NULL DEFAULT now(),
  last_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT session_openings_pkey PRIMARY KEY (id),
  CONSTRAINT session_openings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT session_openings_account_id_fkey
    FOREIGN KEY (account_id) REFERENCES instagram_credentials (id) ON DELETE CASCADE,
  CONSTRAINT session_openings_purpose_check CHECK (
    purpose IN ('turn', 'read_back', 'test', 'admin_test', 'daily_test', 'start', 'connect', 'disconnect', 'rotation')
  ),
  CONSTRAINT session_openings_times_check CHECK (times > 0)
);
CREATE UNIQUE INDEX session_openings_slot_key
  ON session_openings (account_id, hour, purpose, actor_id) NULLS NOT DISTINCT;
CREATE INDEX session_openings_hour_idx ON session_openings (hour);
CREATE INDEX session_openings_user_id_idx ON session_openings (user_id);

ALTER TABLE session_openings ENABLE ROW LEVEL SECURITY;
ALTER TABLE session_openings FORCE ROW LEVEL SECURITY;
CREATE POLICY session_openings_owner ON session_openings TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY session_openings_self ON session_openings FOR SELECT
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- The only way for the app to write one: for an account of the transaction's own user, at this moment. Called within the
-- statement that reads the sealed session, so that it costs no round trip.
CREATE FUNCTION note_session_opening(account uuid, why text, actor uuid) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    INSERT INTO session_openings AS o (user_id, account_id, hour, purpose, actor_id)
    SELECT c.user_id, c.id, date_trunc('hour', now(), 'UTC'), why, actor
    FROM instagram_credentials c
    WHERE c.id = account AND c.user_id = nullif(current_setting('app.user_id', true), '')::uuid
    ON CONFLICT (account_id, hour, purpose, actor_id) DO UPDATE SET times = o.times + 1, last_at = now()
  $$;

-- The daily test: sessions that count as valid and that nothing has proved since `proved_before`, page by page in the
-- order of their ids. Proofs are a connection, a test, and an action that Instagram confirmed.
CREATE FUNCTION sessions_to_prove(proved_before timestamptz, behind uuid, most integer)
  RETURNS TABLE (account_id uuid, user_id uuid, proved_at timestamptz, last_tested_at timestamptz,
                 bot_running boolean, next_turn_at timestamptz, cooldown_until timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT c.id, c.user_id, greatest(c.connected_at, c.last_tested_at), c.last_tested_at,
           s.bot_running, s.next_turn_at, s.cooldown_until
    FROM instagram_credentials c
    JOIN user_bot_status s ON s.account_id = c.id
    JOIN users u ON u.id = c.user_id
    WHERE c.id > behind AND c.disconnected_at IS NULL AND c.session_data_encrypted IS NOT NULL
      AND s.session_valid AND u.is_active
      AND greatest(c.connected_at, c.last_tested_at) < proved_before
      AND (s.lease_until IS NULL OR s.lease_until < now())
      AND NOT EXISTS (
        SELECT FROM interactions i
        WHERE i.account_id = c.id AND i.intended_at > proved_before AND i.state = 'confirmed'
      )
    ORDER BY c.id LIMIT most
  $$;

-- As in 0002, and openings after 30 days.
CREATE OR REPLACE FUNCTION forget_expired() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH sessions AS (
      DELETE FROM login_sessions WHERE coalesce(ended_at, expires_at) < now() - interval '90 days' RETURNING 1
    ), resets AS (
      DELETE FROM password_reset_tokens WHERE expires_at < now() - interval '1 day' RETURNING 1
    ), spent AS (
      DELETE FROM spent_tokens WHERE expires_at < now() RETURNING 1
    ), unconfirmed AS (
      DELETE FROM totp_credentials WHERE confirmed_at IS NULL AND created_at < now() - interval '1 day' RETURNING 1
    ), attempts AS (
      DELETE FROM connect_attempts WHERE expires_at < now() - interval '1 day' RETURNING 1
    ), counters AS (
      DELETE FROM rate_limits WHERE expire < extract(epoch FROM now()) * 1000 RETURNING 1
    ), openings AS (
      DELETE FROM session_openings WHERE hour < now() - interval '30 days' RETURNING 1
    )
    SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM resets) + (SELECT count(*) FROM spent)
         + (SELECT count(*) FROM unconfirmed) + (SELECT count(*) FROM attempts) + (SELECT count(*) FROM counters)
         + (SELECT count(*) FROM openings)
  $$;

-- Down Migration

CREATE OR REPLACE FUNCTION forget_expired() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH sessions AS (
      DELETE FROM login_sessions WHERE coalesce(ended_at, expires_at) < now() - interval '90 days' RETURNING 1
    ), resets AS (
      DELETE FROM password_reset_tokens WHERE expires_at < now() - interval '1 day' RETURNING 1
    ), spent AS (
      DELETE FROM spent_tokens WHERE expires_at < now() RETURNING 1
    ), unconfirmed AS (
      DELETE FROM totp_credentials WHERE confirmed_at IS NULL AND created_at < now() - interval '1 day' RETURNING 1
    ), attempts AS (
      DELETE FROM connect_attempts WHERE expires_at < now() - interval '1 day' RETURNING 1
    ), counters AS (
      DELETE FROM rate_limits WHERE expire < extract(epoch FROM now()) * 1000 RETURNING 1
    )
    SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM resets) + (SELECT count(*) FROM spent)
         + (SELECT count(*) FROM unconfirmed) + (SELECT count(*) FROM attempts) + (SELECT count(*) FROM counters)
  $$;
DROP FUNCTION sessions_to_prove(timestamptz, uuid, integer);
DROP FUNCTION note_session_opening(uuid, text, uuid);
DROP TABLE session_openings;
