-- App versions: each account claims its own, and a version that Instagram refuses pauses the accounts that claim it and no
-- others (docs/decisions/0025-live-sign-in.md). What a sign-in is answered says nothing of the bots any more. A session can
-- be taken out as a file.

-- Up Migration

ALTER TABLE instagram_credentials
  -- The app version and its code that the stored session was made with; null: whatever the installation claims.
  ADD COLUMN client text,
  -- It came with a session file: the configuration does not change it.
  ADD COLUMN client_kept boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT instagram_credentials_client_check CHECK (char_length(client) <= 60);

ALTER TABLE session_openings DROP CONSTRAINT session_openings_purpose_check;
ALTER TABLE session_openings ADD CONSTRAINT session_openings_purpose_check CHECK (
  purpose IN ('turn', 'read_back', 'test', 'admin_test', 'daily_test', 'start', 'connect', 'disconnect', 'rotation',
              'export'));

-- Versions that were refused, each with the pause of its accounts.
CREATE TABLE refused_clients (
  client text NOT NULL,
  refused_at timestamptz NOT NULL,
  held_until timestamptz NOT NULL,
  -- How often it was tried again in vain.
  failed integer NOT NULL DEFAULT 0,
  CONSTRAINT refused_clients_pkey PRIMARY KEY (client),
  CONSTRAINT refused_clients_client_check CHECK (char_length(client) <= 60)
);
ALTER TABLE refused_clients ENABLE ROW LEVEL SECURITY;
ALTER TABLE refused_clients FORCE ROW LEVEL SECURITY;
CREATE POLICY refused_clients_owner ON refused_clients TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY refused_clients_read ON refused_clients FOR SELECT USING (true);

-- Accounts that wait because of their version are looked up once a second.
CREATE INDEX user_bot_status_outdated_idx ON user_bot_status (trouble_client) WHERE cooldown_code = 'E-IG-E-0AEC';

-- The version that an account claims, where the installation claims `installation` ('library library': nothing is set).
CREATE FUNCTION client_of(account uuid, installation text) RETURNS text
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT CASE WHEN c.client_kept OR installation = 'library library' THEN coalesce(c.client, installation) ELSE installation END
    FROM instagram_credentials c WHERE c.id = account
  $$;

-- A pause of all bots for their version ends: from now on each version has its own.
UPDATE fleet_state SET paused_at = NULL, cause = NULL, probe_at = NULL, probe_account = NULL, probe_until = NULL
WHERE cause = 'answers' AND error_code = 'E-IG-E-0AEC';

DROP FUNCTION fleet_note_sign_in(text, text, timestamptz);
-- As in 0005 again: a sign-in is none of them.
CREATE OR REPLACE FUNCTION fleet_troubles(since timestamptz)
  RETURNS TABLE (error_code text, accounts bigint, answered bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT t.trouble_code, count(*),
           (SELECT count(*) FROM user_bot_status s
            WHERE s.bot_running AND greatest(s.last_action_at, s.trouble_at) > since)
    FROM user_bot_status t
    WHERE t.bot_running AND t.trouble_at > since
    GROUP BY t.trouble_code
  $$;
ALTER TABLE fleet_state DROP COLUMN sign_in_code, DROP COLUMN sign_in_at, DROP COLUMN sign_in_client;

-- Versions that running accounts were refused for since then, how many accounts that is, how many run with it, and what is
-- known of earlier refusals.
CREATE FUNCTION fleet_refused_clients(code text, since timestamptz, installation text)
  RETURNS TABLE (client text, refused bigint, running bigint, held_until timestamptz, failed integer)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    -- The usual case, answered by an index.
    IF NOT EXISTS (SELECT FROM user_bot_status s
                   WHERE s.bot_running AND s.trouble_at > since AND s.trouble_code = code) THEN
      RETURN;
    END IF;
    RETURN QUERY
      SELECT t.claimed, count(*) FILTER (WHERE t.was_refused), count(*), r.held_until, r.failed
      FROM (
        SELECT CASE WHEN c.client_kept OR installation = 'library library' THEN coalesce(c.client, installation) ELSE installation END AS claimed, s.trouble_code, s.trouble_client,
               coalesce(s.trouble_code = code AND s.trouble_at > since, false) AS was_refused
        FROM user_bot_status s JOIN instagram_credentials c ON c.id = s.account_id
        WHERE s.bot_running
      ) t LEFT JOIN refused_clients r ON r.client = t.claimed
      WHERE NOT t.was_refused OR t.trouble_client IS NOT DISTINCT FROM t.claimed
      GROUP BY t.claimed, r.held_until, r.failed
      HAVING bool_or(t.was_refused);
  END
  $$;

-- Pauses the running accounts that claim this version; they try again one after the other, so that the first answers for
-- the rest. False: it is paused already. A longer wait of an account's own stays.
CREATE FUNCTION fleet_hold_client(code text, held text, installation text, at timestamptz, until timestamptz,
                                  tries integer, apart_seconds integer, longest_seconds integer)
  RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    told record;
  BEGIN
    INSERT INTO refused_clients AS r (client, refused_at, held_until, failed) VALUES (held, at, until, tries)
    ON CONFLICT (client) DO UPDATE SET refused_at = at, held_until = until, failed = tries WHERE r.held_until <= at;
    IF NOT FOUND THEN
      RETURN false;
    END IF;
    FOR told IN
      WITH claiming AS (
        SELECT s.account_id, c.instagram_username, s.cooldown_code IS DISTINCT FROM code AS is_new,
               row_number() OVER (ORDER BY md5(s.account_id::text || at::text)) - 1 AS place
        FROM user_bot_status s JOIN instagram_credentials c ON c.id = s.account_id
        WHERE s.bot_running AND CASE WHEN c.client_kept OR installation = 'library library' THEN coalesce(c.client, installation) ELSE installation END = held
      ), paused AS (
        UPDATE user_bot_status s
        SET cooldown_until = until + make_interval(secs => least(l.place * apart_seconds, longest_seconds)),
            cooldown_code = code, trouble_client = held, last_error_code = code, last_error_message = NULL,
            last_error_params = '{}', last_error_at = at
        FROM claiming l
        WHERE s.account_id = l.account_id
          AND (s.cooldown_until IS NULL OR s.cooldown_until < until OR s.cooldown_code = code)
        RETURNING s.user_id, s.account_id, l.instagram_username, l.is_new, s.cooldown_until
      ), noted AS (
        INSERT INTO activity_logs (user_id, account_id, action, status, message_symbol, params, error_code)
        SELECT p.user_id, p.account_id, 'bot_paused', 'warning', 'bot.paused',
               jsonb_build_object('account', p.instagram_username,
                                  'error', jsonb_build_object('symbol', 'CLIENT_OUTDATED', 'params', '{}'::jsonb),
                                  'until', to_char(p.cooldown_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
               code
        FROM paused p WHERE p.is_new
        RETURNING activity_logs.id, activity_logs.account_id
      )
      SELECT p.user_id, p.account_id, n.id FROM paused p LEFT JOIN noted n ON n.account_id = p.account_id
    LOOP
      PERFORM pg_notify('pacekeeper_events', 'bot:' || told.user_id || ':' || told.account_id);
      IF told.id IS NOT NULL THEN
        PERFORM pg_notify('pacekeeper_events', 'activity:' || told.user_id || ':' || told.id);
      END IF;
    END LOOP;
    RETURN true;
  END
  $$;

-- Accounts that waited for their version and claim another one now: one tries at once, the others after it. Returns the
-- turns that they get.
CREATE FUNCTION fleet_release_clients(installation text, at timestamptz, apart_seconds integer, longest_seconds integer)
  RETURNS TABLE (account_id uuid, user_id uuid, turn_seq bigint, turn_at timestamptz)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH changed AS (
      SELECT s.account_id, row_number() OVER (ORDER BY md5(s.account_id::text)) - 1 AS place
      FROM user_bot_status s JOIN instagram_credentials c ON c.id = s.account_id
      WHERE s.cooldown_code = 'E-IG-E-0AEC'
        AND s.trouble_client IS DISTINCT FROM (CASE WHEN c.client_kept OR installation = 'library library' THEN coalesce(c.client, installation) ELSE installation END)
        -- One that claims a version which is known to be refused waits with it.
        AND NOT EXISTS (SELECT FROM refused_clients r WHERE r.held_until > at AND r.client = CASE WHEN c.client_kept OR installation = 'library library' THEN coalesce(c.client, installation) ELSE installation END)
    )
    UPDATE user_bot_status s
    SET cooldown_until = NULL, cooldown_code = NULL, faults_in_a_row = 0, trouble_code = NULL, trouble_at = NULL,
        turn_seq = s.turn_seq + 1,
        next_turn_at = CASE WHEN s.bot_running
                            THEN at + make_interval(secs => least(l.place * apart_seconds, longest_seconds)) END
    FROM changed l WHERE s.account_id = l.account_id
    RETURNING s.account_id, s.user_id, s.turn_seq, s.next_turn_at
  $$;

-- Down Migration

DROP FUNCTION fleet_release_clients(text, timestamptz, integer, integer);
DROP FUNCTION fleet_hold_client(text, text, text, timestamptz, timestamptz, integer, integer, integer);
DROP FUNCTION fleet_refused_clients(text, timestamptz, text);
ALTER TABLE fleet_state
  ADD COLUMN sign_in_code text,
  ADD COLUMN sign_in_at timestamptz,
  ADD COLUMN sign_in_client text;
CREATE OR REPLACE FUNCTION fleet_troubles(since timestamptz)
  RETURNS TABLE (error_code text, accounts bigint, answered bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT t.code, count(*),
           (SELECT count(*) FROM user_bot_status s
            WHERE s.bot_running AND greatest(s.last_action_at, s.trouble_at) > since)
           + (SELECT count(*) FROM fleet_state f WHERE f.sign_in_at > since)
    FROM (
      SELECT s.trouble_code AS code FROM user_bot_status s WHERE s.bot_running AND s.trouble_at > since
      UNION ALL
      SELECT f.sign_in_code FROM fleet_state f WHERE f.sign_in_at > since
    ) t
    GROUP BY t.code
  $$;
CREATE FUNCTION fleet_note_sign_in(code text, client text, at timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    UPDATE fleet_state f SET sign_in_code = code, sign_in_at = at, sign_in_client = client
    WHERE f.paused_at IS NULL AND (f.sign_in_client IS DISTINCT FROM client OR f.sign_in_at < at - interval '1 day')
      AND EXISTS (SELECT FROM user_bot_status s WHERE s.bot_running);
    RETURN FOUND;
  END
  $$;
DROP FUNCTION client_of(uuid, text);
DROP INDEX user_bot_status_outdated_idx;
DROP TABLE refused_clients;
DELETE FROM session_openings WHERE purpose = 'export';
ALTER TABLE session_openings DROP CONSTRAINT session_openings_purpose_check;
ALTER TABLE session_openings ADD CONSTRAINT session_openings_purpose_check CHECK (
  purpose IN ('turn', 'read_back', 'test', 'admin_test', 'daily_test', 'start', 'connect', 'disconnect', 'rotation'));
ALTER TABLE instagram_credentials DROP COLUMN client, DROP COLUMN client_kept;
