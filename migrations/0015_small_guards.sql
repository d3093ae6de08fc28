-- How often in a row an answer left open whether a session holds (docs/decisions/0023-doubted-sessions.md); who may resume
-- all bots, a function for each; and links to confirm an e-mail address are forgotten when they have expired.

-- Up Migration

ALTER TABLE user_bot_status ADD COLUMN session_doubts integer NOT NULL DEFAULT 0;

-- The end of a pause of all bots, for the two functions below; no role may execute it. They have locked the row.
CREATE FUNCTION fleet_end_pause(at timestamptz, per_second integer, longest_seconds integer)
  RETURNS TABLE (resumed boolean, account_id uuid, user_id uuid, turn_seq bigint, turn_at timestamptz)
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    state fleet_state%ROWTYPE;
    told record;
  BEGIN
    SELECT * INTO STRICT state FROM fleet_state f FOR UPDATE;
    UPDATE fleet_state f
    SET paused_at = NULL, cause = NULL, reason = NULL, paused_by = NULL, probe_at = NULL, probe_account = NULL,
        probe_until = NULL, probe_ended_at = NULL, resumed_at = at;
    FOR told IN
      INSERT INTO activity_logs (user_id, account_id, action, status, message_symbol, params)
      SELECT s.user_id, s.account_id, 'bot_resumed', 'info', 'bot.resumed_with_fleet',
             jsonb_build_object('account', c.instagram_username)
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
REVOKE ALL ON FUNCTION fleet_end_pause(timestamptz, integer, integer) FROM PUBLIC;

-- After the good answer of the account that tried, in a transaction of its user; the worker's alone.
CREATE OR REPLACE FUNCTION fleet_resume(probe uuid, at timestamptz, per_second integer, longest_seconds integer)
  RETURNS TABLE (resumed boolean, account_id uuid, user_id uuid, turn_seq bigint, turn_at timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    state fleet_state%ROWTYPE;
  BEGIN
    SELECT * INTO STRICT state FROM fleet_state f FOR UPDATE;
    IF probe IS NULL OR state.paused_at IS NULL OR state.cause <> 'answers' OR state.probe_account IS DISTINCT FROM probe
       OR state.probe_until IS NULL
       OR NOT EXISTS (
         SELECT FROM user_bot_status s
         WHERE s.account_id = probe AND s.user_id = nullif(current_setting('app.user_id', true), '')::uuid) THEN
      RETURN;
    END IF;
    RETURN QUERY SELECT * FROM fleet_end_pause(at, per_second, longest_seconds);
  END
  $$;

-- By an administrator; the API's alone.
CREATE FUNCTION fleet_release(at timestamptz, per_second integer, longest_seconds integer)
  RETURNS TABLE (resumed boolean, account_id uuid, user_id uuid, turn_seq bigint, turn_at timestamptz)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    state fleet_state%ROWTYPE;
  BEGIN
    SELECT * INTO STRICT state FROM fleet_state f FOR UPDATE;
    IF state.paused_at IS NULL OR NOT app_is_admin() THEN
      RETURN;
    END IF;
    RETURN QUERY SELECT * FROM fleet_end_pause(at, per_second, longest_seconds);
  END
  $$;
REVOKE ALL ON FUNCTION fleet_release(timestamptz, integer, integer) FROM PUBLIC;

-- As in 0007, and links to confirm an address, which nobody can open any more.
CREATE OR REPLACE FUNCTION forget_expired() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH sessions AS (
      DELETE FROM login_sessions WHERE coalesce(ended_at, expires_at) < now() - interval '90 days' RETURNING 1
    ), resets AS (
      DELETE FROM password_reset_tokens WHERE expires_at < now() - interval '1 day' RETURNING 1
    ), addresses AS (
      DELETE FROM email_changes WHERE expires_at < now() - interval '1 day' RETURNING 1
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
    SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM resets) + (SELECT count(*) FROM addresses)
         + (SELECT count(*) FROM spent) + (SELECT count(*) FROM unconfirmed) + (SELECT count(*) FROM attempts)
         + (SELECT count(*) FROM counters) + (SELECT count(*) FROM openings) + (SELECT count(*) FROM waits)
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
    ), waits AS (
      DELETE FROM instagram_waits WHERE waits_until < now() RETURNING 1
    )
    SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM resets) + (SELECT count(*) FROM spent)
         + (SELECT count(*) FROM unconfirmed) + (SELECT count(*) FROM attempts) + (SELECT count(*) FROM counters)
         + (SELECT count(*) FROM openings) + (SELECT count(*) FROM waits)
  $$;
DROP FUNCTION fleet_release(timestamptz, integer, integer);
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
      INSERT INTO activity_logs (user_id, account_id, action, status, message_symbol, params)
      SELECT s.user_id, s.account_id, 'bot_resumed', 'info', 'bot.resumed_with_fleet',
             jsonb_build_object('account', c.instagram_username)
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
DROP FUNCTION fleet_end_pause(timestamptz, integer, integer);
ALTER TABLE user_bot_status DROP COLUMN session_doubts;
