-- Troubles with Instagram, further: an app version counts as tried when it called and not when it was asked for, and the
-- account that tries for all speaks for its own user alone; a sign-in that is refused for its version counts for all
-- (docs/decisions/0016-fleet.md). What Instagram asks an account to
-- wait for stays with it (docs/decisions/0004-bot-state-per-account.md).

-- Up Migration

ALTER TABLE user_bot_status
  -- The app version that got the troubling answer.
  ADD COLUMN trouble_client text;
ALTER TABLE fleet_state
  -- When the last account that tried had nothing good to tell.
  ADD COLUMN probe_ended_at timestamptz,
  -- What a sign-in was answered last that concerns every account: its code, when it came, and the app version that got it.
  ADD COLUMN sign_in_code text,
  ADD COLUMN sign_in_at timestamptz,
  ADD COLUMN sign_in_client text;

DROP FUNCTION fleet_pause(text, integer, integer, text, timestamptz, timestamptz, timestamptz, integer);
DROP FUNCTION fleet_end_probe(uuid, timestamptz, integer);

-- How many running bots got which troubling answer since then, and how many got any. A sign-in counts as one of them.
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

-- What a sign-in was answered that concerns every account. Once a day for each app version: where a bot got a good answer
-- after it, Instagram refuses no more than sign-ins, and nobody shall keep all bots paused by signing in again and again.
-- False: it does not count, also where all bots are paused or none runs.
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

-- Pauses all bots because of an answer; false where they are paused already. What the accounts' own breakers took for
-- their fault is forgotten. The people whose bots run read of it in their activity, here and when they are let go.
CREATE FUNCTION fleet_pause(code text, accounts integer, answered integer, since timestamptz, at timestamptz,
                            next_probe timestamptz, failed integer)
  RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    told record;
  BEGIN
    UPDATE fleet_state f
    SET paused_at = at, cause = 'answers', error_code = code, accounts = fleet_pause.accounts,
        answered = fleet_pause.answered, reason = NULL, paused_by = NULL, probe_at = next_probe, failed_probes = failed,
        probe_account = NULL, probe_until = NULL, probe_ended_at = NULL,
        clients = ARRAY(SELECT DISTINCT s.trouble_client FROM user_bot_status s
                        WHERE s.trouble_code = code AND s.trouble_at > since AND s.trouble_client IS NOT NULL)
    WHERE f.paused_at IS NULL;
    IF NOT FOUND THEN
      RETURN false;
    END IF;
    -- Not a wait that Instagram asked for (RATE_LIMITED): it is each account's own, also where many were asked.
    UPDATE user_bot_status s
    SET cooldown_until = NULL, cooldown_code = NULL, faults_in_a_row = 0, next_turn_at = NULL
    WHERE s.trouble_at > since AND s.trouble_code = code AND s.cooldown_code = code AND code <> 'E-IG-W-8A3A';
    FOR told IN
      INSERT INTO activity_logs (user_id, account_id, action, status, message, error_code)
      SELECT s.user_id, s.account_id, 'bot_paused', 'warning',
             'The bot of @' || c.instagram_username
               || ' paused. Pacekeeper paused every bot, for a reason that lies with no single account.',
             'E-BOT-W-3D07'
      FROM user_bot_status s JOIN instagram_credentials c ON c.id = s.account_id
      WHERE s.bot_running
      RETURNING activity_logs.id, activity_logs.user_id
    LOOP
      PERFORM pg_notify('pacekeeper_events', 'activity:' || told.user_id || ':' || told.id);
    END LOOP;
    PERFORM pg_notify('pacekeeper_events', 'fleet');
    RETURN true;
  END
  $$;

-- As in 0005, and the people whose bots run read of it, unless all were paused already.
CREATE OR REPLACE FUNCTION fleet_hold(why text, at timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    paused_before boolean;
    told record;
  BEGIN
    IF NOT app_is_admin() THEN
      RETURN false;
    END IF;
    SELECT f.paused_at IS NOT NULL INTO STRICT paused_before FROM fleet_state f FOR UPDATE;
    UPDATE fleet_state f
    SET paused_at = coalesce(f.paused_at, at), cause = 'person', reason = why,
        paused_by = nullif(current_setting('app.user_id', true), '')::uuid,
        error_code = CASE WHEN f.paused_at IS NULL THEN NULL ELSE f.error_code END,
        accounts = CASE WHEN f.paused_at IS NULL THEN NULL ELSE f.accounts END,
        answered = CASE WHEN f.paused_at IS NULL THEN NULL ELSE f.answered END,
        failed_probes = CASE WHEN f.paused_at IS NULL THEN 0 ELSE f.failed_probes END,
        probe_at = NULL, probe_account = NULL, probe_until = NULL;
    FOR told IN
      INSERT INTO activity_logs (user_id, account_id, action, status, message, error_code)
      SELECT s.user_id, s.account_id, 'bot_paused', 'warning',
             'The bot of @' || c.instagram_username || ' paused. An administrator paused every bot.', 'E-BOT-W-3D07'
      FROM user_bot_status s JOIN instagram_credentials c ON c.id = s.account_id
      WHERE s.bot_running AND NOT paused_before
      RETURNING activity_logs.id, activity_logs.user_id
    LOOP
      PERFORM pg_notify('pacekeeper_events', 'activity:' || told.user_id || ':' || told.id);
    END LOOP;
    PERFORM pg_notify('pacekeeper_events', 'fleet');
    RETURN true;
  END
  $$;

-- The next account to try, for whoever asks first: it alone may act until `seconds` are over. Another than the last one
-- where there is another. No row: it is not time yet, or nobody has anything to do. Where the version is outdated, one that
-- was not tried need not wait; any worker may take the turn, also one of another version, hence not more than one a minute.
CREATE OR REPLACE FUNCTION fleet_begin_probe(now_at timestamptz, client text, outdated text, seconds integer)
  RETURNS TABLE (account_id uuid, user_id uuid, turn_seq bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    state fleet_state%ROWTYPE;
    chosen uuid;
  BEGIN
    SELECT * INTO STRICT state FROM fleet_state f FOR UPDATE;
    IF state.paused_at IS NULL OR state.cause <> 'answers' OR state.probe_until > clock_timestamp()
       OR NOT (state.probe_at <= now_at OR (state.error_code = outdated AND NOT client = ANY (state.clients)
               AND (state.probe_ended_at IS NULL OR state.probe_ended_at < now_at - interval '1 minute'))) THEN
      RETURN;
    END IF;
    SELECT s.account_id INTO chosen
    FROM user_bot_status s JOIN users u ON u.id = s.user_id
    WHERE s.bot_running AND s.session_valid AND u.is_active
      AND (s.cooldown_until IS NULL OR s.cooldown_until < now_at)
      AND (s.lease_until IS NULL OR s.lease_until < clock_timestamp())
      AND EXISTS (SELECT FROM bot_jobs j
                  WHERE j.account_id = s.account_id AND j.state IN ('queued', 'running', 'waiting'))
    ORDER BY s.account_id IS NOT DISTINCT FROM state.probe_account, random() LIMIT 1;
    IF chosen IS NULL THEN
      RETURN;
    END IF;
    UPDATE fleet_state f
    SET probe_account = chosen, probe_until = clock_timestamp() + make_interval(secs => seconds);
    PERFORM pg_notify('pacekeeper_events', 'fleet');
    RETURN QUERY
      UPDATE user_bot_status s SET turn_seq = s.turn_seq + 1, next_turn_at = now_at
      WHERE s.account_id = chosen RETURNING s.account_id, s.user_id, s.turn_seq;
  END
  $$;

-- The account that tried got no good answer: when the next one tries. `client`: the version that got a troubling one;
-- null where the answer was a matter of the account. False: it is not this account's to say, or not its user's.
CREATE FUNCTION fleet_end_probe(account uuid, at timestamptz, next_probe timestamptz, failed integer, client text)
  RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    UPDATE fleet_state f
    SET probe_at = next_probe, failed_probes = failed, probe_until = NULL, probe_ended_at = at,
        clients = CASE WHEN client IS NULL OR client = ANY (f.clients) THEN f.clients ELSE f.clients || client END
    WHERE f.paused_at IS NOT NULL AND f.cause = 'answers' AND f.probe_account = account AND f.probe_until IS NOT NULL
      AND EXISTS (SELECT FROM user_bot_status s WHERE s.account_id = account
                  AND s.user_id = nullif(current_setting('app.user_id', true), '')::uuid);
    IF FOUND THEN
      PERFORM pg_notify('pacekeeper_events', 'fleet');
    END IF;
    RETURN FOUND;
  END
  $$;

-- Lets all bots go: for the user whose account tried and got a good answer, or (`probe` null) for an administrator. Returns
-- the turns that they get now, one after the other instead of all at once. No row: not paused, or not theirs to say.
CREATE OR REPLACE FUNCTION fleet_resume(probe uuid, at timestamptz, per_second integer, longest_seconds integer)
  RETURNS TABLE (resumed boolean, account_id uuid, user_id uuid, turn_seq bigint, turn_at timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    state fleet_state%ROWTYPE;
    told record;
  BEGIN
    SELECT * INTO STRICT state FROM fleet_state f FOR UPDATE;
    IF state.paused_at IS NULL
       OR (probe IS NULL AND NOT app_is_admin())
       OR (probe IS NOT NULL AND (state.cause <> 'answers' OR state.probe_account IS DISTINCT FROM probe
                                  OR state.probe_until IS NULL
                                  OR NOT EXISTS (
                                    SELECT FROM user_bot_status s WHERE s.account_id = probe
                                    AND s.user_id = nullif(current_setting('app.user_id', true), '')::uuid))) THEN
      RETURN;
    END IF;
    UPDATE fleet_state f
    SET paused_at = NULL, cause = NULL, reason = NULL, paused_by = NULL, probe_at = NULL, probe_account = NULL,
        probe_until = NULL, probe_ended_at = NULL, resumed_at = at;
    FOR told IN
      INSERT INTO activity_logs (user_id, account_id, action, status, message, error_code)
      SELECT s.user_id, s.account_id, 'bot_resumed', 'info',
             'The bot of @' || c.instagram_username || ' goes on: all bots were let go.', NULL
      FROM user_bot_status s JOIN instagram_credentials c ON c.id = s.account_id
      WHERE s.bot_running
      RETURNING activity_logs.id, activity_logs.user_id
    LOOP
      PERFORM pg_notify('pacekeeper_events', 'activity:' || told.user_id || ':' || told.id);
    END LOOP;
    PERFORM pg_notify('pacekeeper_events', 'fleet');
    -- Those whose answer was under way when the pause began.
    UPDATE user_bot_status s
    SET cooldown_until = NULL, cooldown_code = NULL, faults_in_a_row = 0, next_turn_at = NULL
    WHERE s.trouble_at IS NOT NULL AND s.cooldown_code = state.error_code AND s.cooldown_code <> 'E-IG-W-8A3A'
      AND s.last_error_at >= state.paused_at - interval '1 minute';
    RETURN QUERY SELECT true, NULL::uuid, NULL::uuid, NULL::bigint, NULL::timestamptz;
    RETURN QUERY
      WITH held AS (
        SELECT s.account_id, row_number() OVER (ORDER BY md5(s.account_id::text)) - 1 AS place, count(*) OVER () AS bots
        FROM user_bot_status s
        WHERE s.bot_running AND s.session_valid AND (s.next_turn_at IS NULL OR s.next_turn_at < at)
          AND EXISTS (SELECT FROM bot_jobs j
                      WHERE j.account_id = s.account_id AND j.state IN ('queued', 'running', 'waiting'))
      )
      UPDATE user_bot_status s
      SET turn_seq = s.turn_seq + 1,
          next_turn_at = at + make_interval(
            secs => least(held.bots::double precision / per_second, longest_seconds) * held.place / held.bots)
      FROM held WHERE s.account_id = held.account_id
      RETURNING true, s.account_id, s.user_id, s.turn_seq, s.next_turn_at;
  END
  $$;

-- As in 0001, and every running bot counts as paused while all are.
CREATE OR REPLACE FUNCTION fleet_figures()
  RETURNS TABLE (running_bots bigint, paused_bots bigint, valid_sessions bigint, open_jobs bigint, unknown_outcomes bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT
      (SELECT count(*) FROM user_bot_status WHERE bot_running),
      (SELECT count(*) FROM user_bot_status s
       WHERE s.bot_running
         AND (s.cooldown_until > now() OR EXISTS (SELECT FROM fleet_state f WHERE f.paused_at IS NOT NULL))),
      (SELECT count(*) FROM user_bot_status WHERE session_valid),
      (SELECT count(*) FROM bot_jobs WHERE state IN ('queued', 'running', 'waiting')),
      (SELECT count(*) FROM interactions WHERE state IN ('intended', 'unknown'))
  $$;

-- What Instagram asked an account to wait for: a block, or a pause. It is the Instagram account's own, whoever has it
-- connected here and also after it was removed. Keys are hashes under a secret, never its number.
CREATE TABLE instagram_waits (
  key text NOT NULL,
  error_code text NOT NULL,
  waits_until timestamptz NOT NULL,
  CONSTRAINT instagram_waits_pkey PRIMARY KEY (key)
);

-- As in 0003, and waits that are over.
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
    ), waits AS (
      DELETE FROM instagram_waits WHERE waits_until < now() RETURNING 1
    )
    SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM resets) + (SELECT count(*) FROM spent)
         + (SELECT count(*) FROM unconfirmed) + (SELECT count(*) FROM attempts) + (SELECT count(*) FROM counters)
         + (SELECT count(*) FROM openings) + (SELECT count(*) FROM waits)
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
    ), openings AS (
      DELETE FROM session_openings WHERE hour < now() - interval '30 days' RETURNING 1
    )
    SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM resets) + (SELECT count(*) FROM spent)
         + (SELECT count(*) FROM unconfirmed) + (SELECT count(*) FROM attempts) + (SELECT count(*) FROM counters)
         + (SELECT count(*) FROM openings)
  $$;
DROP TABLE instagram_waits;
CREATE OR REPLACE FUNCTION fleet_figures()
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
DROP FUNCTION fleet_note_sign_in(text, text, timestamptz);
CREATE OR REPLACE FUNCTION fleet_troubles(since timestamptz) RETURNS TABLE (error_code text, accounts bigint, answered bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT t.trouble_code, count(*),
           (SELECT count(*) FROM user_bot_status s
            WHERE s.bot_running AND greatest(s.last_action_at, s.trouble_at) > since)
    FROM user_bot_status t
    WHERE t.bot_running AND t.trouble_at > since
    GROUP BY t.trouble_code
  $$;
CREATE OR REPLACE FUNCTION fleet_hold(why text, at timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF NOT app_is_admin() THEN
      RETURN false;
    END IF;
    UPDATE fleet_state f
    SET paused_at = coalesce(f.paused_at, at), cause = 'person', reason = why,
        paused_by = nullif(current_setting('app.user_id', true), '')::uuid,
        error_code = CASE WHEN f.paused_at IS NULL THEN NULL ELSE f.error_code END,
        accounts = CASE WHEN f.paused_at IS NULL THEN NULL ELSE f.accounts END,
        answered = CASE WHEN f.paused_at IS NULL THEN NULL ELSE f.answered END,
        failed_probes = CASE WHEN f.paused_at IS NULL THEN 0 ELSE f.failed_probes END,
        probe_at = NULL, probe_account = NULL, probe_until = NULL;
    PERFORM pg_notify('pacekeeper_events', 'fleet');
    RETURN true;
  END
  $$;
DROP FUNCTION fleet_end_probe(uuid, timestamptz, timestamptz, integer, text);
DROP FUNCTION fleet_pause(text, integer, integer, timestamptz, timestamptz, timestamptz, integer);
CREATE FUNCTION fleet_pause(code text, accounts integer, answered integer, client text, since timestamptz,
                            at timestamptz, next_probe timestamptz, failed integer)
  RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    UPDATE fleet_state f
    SET paused_at = at, cause = 'answers', error_code = code, accounts = fleet_pause.accounts,
        answered = fleet_pause.answered, reason = NULL, paused_by = NULL, probe_at = next_probe, failed_probes = failed,
        probe_account = NULL, probe_until = NULL, clients = ARRAY[client]
    WHERE f.paused_at IS NULL;
    IF NOT FOUND THEN
      RETURN false;
    END IF;
    -- Not a wait that Instagram asked for (RATE_LIMITED): it is each account's own, also where many were asked.
    UPDATE user_bot_status s
    SET cooldown_until = NULL, cooldown_code = NULL, faults_in_a_row = 0, next_turn_at = NULL
    WHERE s.trouble_at > since AND s.trouble_code = code AND s.cooldown_code = code AND code <> 'E-IG-W-8A3A';
    PERFORM pg_notify('pacekeeper_events', 'fleet');
    RETURN true;
  END
  $$;
CREATE OR REPLACE FUNCTION fleet_begin_probe(now_at timestamptz, client text, outdated text, seconds integer)
  RETURNS TABLE (account_id uuid, user_id uuid, turn_seq bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    state fleet_state%ROWTYPE;
    chosen uuid;
  BEGIN
    SELECT * INTO STRICT state FROM fleet_state f FOR UPDATE;
    IF state.paused_at IS NULL OR state.cause <> 'answers' OR state.probe_until > clock_timestamp()
       OR NOT (state.probe_at <= now_at OR (state.error_code = outdated AND NOT client = ANY (state.clients))) THEN
      RETURN;
    END IF;
    SELECT s.account_id INTO chosen
    FROM user_bot_status s JOIN users u ON u.id = s.user_id
    WHERE s.bot_running AND s.session_valid AND u.is_active
      AND (s.cooldown_until IS NULL OR s.cooldown_until < now_at)
      AND (s.lease_until IS NULL OR s.lease_until < clock_timestamp())
      AND EXISTS (SELECT FROM bot_jobs j
                  WHERE j.account_id = s.account_id AND j.state IN ('queued', 'running', 'waiting'))
    ORDER BY s.account_id IS NOT DISTINCT FROM state.probe_account, random() LIMIT 1;
    IF chosen IS NULL THEN
      RETURN;
    END IF;
    UPDATE fleet_state f
    SET probe_account = chosen, probe_until = clock_timestamp() + make_interval(secs => seconds),
        clients = CASE WHEN client = ANY (f.clients) THEN f.clients ELSE f.clients || client END;
    PERFORM pg_notify('pacekeeper_events', 'fleet');
    RETURN QUERY
      UPDATE user_bot_status s SET turn_seq = s.turn_seq + 1, next_turn_at = now_at
      WHERE s.account_id = chosen RETURNING s.account_id, s.user_id, s.turn_seq;
  END
  $$;
CREATE FUNCTION fleet_end_probe(account uuid, next_probe timestamptz, failed integer) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    UPDATE fleet_state f SET probe_at = next_probe, failed_probes = failed, probe_until = NULL
    WHERE f.paused_at IS NOT NULL AND f.cause = 'answers' AND f.probe_account = account AND f.probe_until IS NOT NULL;
    IF FOUND THEN
      PERFORM pg_notify('pacekeeper_events', 'fleet');
    END IF;
    RETURN FOUND;
  END
  $$;
CREATE OR REPLACE FUNCTION fleet_resume(probe uuid, at timestamptz, per_second integer, longest_seconds integer)
  RETURNS TABLE (resumed boolean, account_id uuid, user_id uuid, turn_seq bigint, turn_at timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    state fleet_state%ROWTYPE;
  BEGIN
    SELECT * INTO STRICT state FROM fleet_state f FOR UPDATE;
    IF state.paused_at IS NULL
       OR (probe IS NULL AND NOT app_is_admin())
       OR (probe IS NOT NULL AND (state.cause <> 'answers' OR state.probe_account IS DISTINCT FROM probe
                                  OR state.probe_until IS NULL)) THEN
      RETURN;
    END IF;
    UPDATE fleet_state f
    SET paused_at = NULL, cause = NULL, reason = NULL, paused_by = NULL, probe_at = NULL, probe_account = NULL,
        probe_until = NULL, resumed_at = at;
    PERFORM pg_notify('pacekeeper_events', 'fleet');
    -- Those whose answer was under way when the pause began.
    UPDATE user_bot_status s
    SET cooldown_until = NULL, cooldown_code = NULL, faults_in_a_row = 0, next_turn_at = NULL
    WHERE s.trouble_at IS NOT NULL AND s.cooldown_code = state.error_code AND s.cooldown_code <> 'E-IG-W-8A3A'
      AND s.last_error_at >= state.paused_at - interval '1 minute';
    RETURN QUERY SELECT true, NULL::uuid, NULL::uuid, NULL::bigint, NULL::timestamptz;
    RETURN QUERY
      WITH held AS (
        SELECT s.account_id, row_number() OVER (ORDER BY md5(s.account_id::text)) - 1 AS place, count(*) OVER () AS bots
        FROM user_bot_status s
        WHERE s.bot_running AND s.session_valid AND (s.next_turn_at IS NULL OR s.next_turn_at < at)
          AND EXISTS (SELECT FROM bot_jobs j
                      WHERE j.account_id = s.account_id AND j.state IN ('queued', 'running', 'waiting'))
      )
      UPDATE user_bot_status s
      SET turn_seq = s.turn_seq + 1,
          next_turn_at = at + make_interval(
            secs => least(held.bots::double precision / per_second, longest_seconds) * held.place / held.bots)
      FROM held WHERE s.account_id = held.account_id
      RETURNING true, s.account_id, s.user_id, s.turn_seq, s.next_turn_at;
  END
  $$;
ALTER TABLE fleet_state
  DROP COLUMN probe_ended_at, DROP COLUMN sign_in_code, DROP COLUMN sign_in_at, DROP COLUMN sign_in_client;
ALTER TABLE user_bot_status DROP COLUMN trouble_client;
