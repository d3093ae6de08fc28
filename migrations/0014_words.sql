-- Rows store a symbol and its parameters instead of an English sentence; `libs/contracts/src/words` renders them. Rows from
-- before keep their text (docs/decisions/0019-words.md).

-- Up Migration

ALTER TABLE activity_logs
  ADD COLUMN message_symbol text,
  ADD COLUMN params jsonb,
  ALTER COLUMN message DROP NOT NULL,
  ADD CONSTRAINT activity_logs_words_check CHECK ((message IS NULL) <> (message_symbol IS NULL));
ALTER TABLE bot_jobs
  ADD COLUMN waiting_symbol text,
  ADD COLUMN waiting_params jsonb,
  -- Of the message that `last_error_code` stands for.
  ADD COLUMN last_error_params jsonb;
ALTER TABLE user_bot_status
  ADD COLUMN last_error_params jsonb;

-- As in 0004, with symbols for what the user who had the account reads.
DROP FUNCTION take_over_instagram_account(text, text, text, text);
CREATE FUNCTION take_over_instagram_account(pk text, code text, note text, note_params jsonb, waits text,
                                            waits_params jsonb)
  RETURNS TABLE (account_id uuid, user_id uuid, activity_id bigint, job_ids uuid[])
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    -- One at a time for each account, so that of two who prove it at once the second ends the first.
    SELECT pg_advisory_xact_lock(hashtextextended('instagram-account ' || pk, 0));
    WITH owner AS (
      SELECT o.user_id FROM instagram_credentials o
      WHERE o.instagram_pk = pk AND o.user_id = nullif(current_setting('app.user_id', true), '')::uuid
        AND o.disconnected_at IS NULL
    ), ended AS (
      UPDATE instagram_credentials c
      SET session_data_encrypted = NULL, encryption_key_id = NULL, disconnected_at = now()
      FROM owner
      WHERE c.instagram_pk = pk AND c.user_id <> owner.user_id AND c.disconnected_at IS NULL
      RETURNING c.id, c.user_id
    ), stopped AS (
      UPDATE user_bot_status s
      SET session_valid = false, bot_running = false, next_turn_at = NULL,
          last_error_code = code, last_error_message = NULL, last_error_params = '{}', last_error_at = now()
      FROM ended WHERE s.account_id = ended.id
    ), waiting AS (
      UPDATE bot_jobs j
      SET state = 'waiting', waiting_reason = NULL, waiting_symbol = waits, waiting_params = waits_params,
          waiting_until = NULL
      FROM ended WHERE j.account_id = ended.id AND j.state IN ('queued', 'running', 'waiting')
      RETURNING j.account_id, j.id
    ), noted AS (
      INSERT INTO activity_logs (user_id, account_id, action, status, message_symbol, params, error_code)
      SELECT ended.user_id, ended.id, 'account_lost', 'warning', note, note_params, code FROM ended
      RETURNING id, account_id
    )
    SELECT ended.id, ended.user_id, noted.id,
           ARRAY(SELECT waiting.id FROM waiting WHERE waiting.account_id = ended.id)
    FROM ended JOIN noted ON noted.account_id = ended.id
  $$;

-- As in 0007, with symbols.
CREATE OR REPLACE FUNCTION fleet_pause(code text, accounts integer, answered integer, since timestamptz, at timestamptz,
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
      INSERT INTO activity_logs (user_id, account_id, action, status, message_symbol, params, error_code)
      SELECT s.user_id, s.account_id, 'bot_paused', 'warning', 'bot.paused_with_fleet',
             jsonb_build_object('account', c.instagram_username, 'by', 'answers'), 'E-BOT-W-3D07'
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

-- As in 0007, with symbols.
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
      INSERT INTO activity_logs (user_id, account_id, action, status, message_symbol, params, error_code)
      SELECT s.user_id, s.account_id, 'bot_paused', 'warning', 'bot.paused_with_fleet',
             jsonb_build_object('account', c.instagram_username, 'by', 'person'), 'E-BOT-W-3D07'
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

-- As in 0007, with symbols.
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

-- Down Migration

DROP FUNCTION take_over_instagram_account(text, text, text, jsonb, text, jsonb);
CREATE FUNCTION take_over_instagram_account(pk text, code text, message text, note text)
  RETURNS TABLE (account_id uuid, user_id uuid, activity_id bigint, job_ids uuid[])
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    -- One at a time for each account, so that of two who prove it at once the second ends the first.
    SELECT pg_advisory_xact_lock(hashtextextended('instagram-account ' || pk, 0));
    WITH owner AS (
      SELECT o.user_id FROM instagram_credentials o
      WHERE o.instagram_pk = pk AND o.user_id = nullif(current_setting('app.user_id', true), '')::uuid
        AND o.disconnected_at IS NULL
    ), ended AS (
      UPDATE instagram_credentials c
      SET session_data_encrypted = NULL, encryption_key_id = NULL, disconnected_at = now()
      FROM owner
      WHERE c.instagram_pk = pk AND c.user_id <> owner.user_id AND c.disconnected_at IS NULL
      RETURNING c.id, c.user_id
    ), stopped AS (
      UPDATE user_bot_status s
      SET session_valid = false, bot_running = false, next_turn_at = NULL,
          last_error_code = code, last_error_message = message, last_error_at = now()
      FROM ended WHERE s.account_id = ended.id
    ), waiting AS (
      UPDATE bot_jobs j
      SET state = 'waiting', waiting_reason = 'The account is not connected.', waiting_until = NULL
      FROM ended WHERE j.account_id = ended.id AND j.state IN ('queued', 'running', 'waiting')
      RETURNING j.account_id, j.id
    ), noted AS (
      INSERT INTO activity_logs (user_id, account_id, action, status, message, error_code)
      SELECT ended.user_id, ended.id, 'account_lost', 'warning', note, code FROM ended
      RETURNING id, account_id
    )
    SELECT ended.id, ended.user_id, noted.id,
           ARRAY(SELECT waiting.id FROM waiting WHERE waiting.account_id = ended.id)
    FROM ended JOIN noted ON noted.account_id = ended.id
  $$;

CREATE OR REPLACE FUNCTION fleet_pause(code text, accounts integer, answered integer, since timestamptz, at timestamptz,
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

-- The version before knows sentences alone: each row gets one, in plain English. Gaps are filled from its parameters.
CREATE FUNCTION words_of(symbol text, params jsonb) RETURNS text
  LANGUAGE plpgsql
  AS $$
  DECLARE
    sentence text := CASE symbol
      WHEN 'gap' THEN 'Pausing between two actions.'
      WHEN 'hourly_cap' THEN 'This hour''s maximum is reached; it continues when the hour is over.'
      WHEN 'working_hours' THEN 'Outside the working hours.'
      WHEN 'quota' THEN 'Today''s limit is reached; it continues tomorrow.'
      WHEN 'breaker' THEN '{error}'
      WHEN 'bot_paused' THEN 'The bot is paused.'
      WHEN 'reading_back' THEN 'Checking with Instagram whether an interrupted action took effect.'
      WHEN 'account.connected' THEN 'Connected @{account}.'
      WHEN 'account.connected_by_takeover' THEN 'Connected @{account}, taken over from another user.'
      WHEN 'account.connect_failed' THEN 'Could not connect @{account}. {error}'
      WHEN 'account.lost_to_takeover' THEN 'Another user connected @{account}; your connection ended.'
      WHEN 'account.disconnected' THEN 'Disconnected @{account}.'
      WHEN 'account.disconnected_here' THEN 'Disconnected @{account} here. Instagram could not be told.'
      WHEN 'account.removed' THEN 'Removed @{account} with its jobs and its history of targets.'
      WHEN 'account.proxy_set' THEN 'Calls of @{account} now go through the proxy {proxy}.'
      WHEN 'account.proxy_removed' THEN 'Calls of @{account} now go without a proxy.'
      WHEN 'account.hours_set' THEN 'The bot of @{account} now works from {from} to {to}.'
      WHEN 'account.hours_cleared' THEN 'The bot of @{account} now works in the standard hours.'
      WHEN 'session.valid' THEN 'The session of @{account} is valid.'
      WHEN 'session.test_failed' THEN 'The session of @{account} was tested. {error}'
      WHEN 'session.lost' THEN 'The bot of @{account} stopped. {error}'
      WHEN 'bot.started' THEN 'The bot of @{account} was started.'
      WHEN 'bot.stopped' THEN 'The bot of @{account} was stopped.'
      WHEN 'bot.paused' THEN 'The bot of @{account} paused. {error}'
      WHEN 'bot.paused_with_fleet' THEN 'The bot of @{account} paused, as all bots did.'
      WHEN 'bot.resumed_with_fleet' THEN 'The bot of @{account} continues: the pause of all bots is over.'
      WHEN 'job.created' THEN 'Asked for {amount} times {action} from {source} {of}.'
      WHEN 'job.paused' THEN 'The job was paused.'
      WHEN 'job.resumed' THEN 'The job was resumed.'
      WHEN 'job.cancelled' THEN 'The job was cancelled.'
      WHEN 'job.finished' THEN 'Finished: {done} times {action}.'
      WHEN 'job.finished_short' THEN 'Finished with {done} times {action}: the source has no more targets.'
      WHEN 'job.source_failed' THEN 'The source could not be read. {error}'
      WHEN 'targets.skipped' THEN 'Skipped {skipped} of {of} targets.'
      WHEN 'follow.done' THEN 'Followed @{target}.'
      WHEN 'follow.requested' THEN 'Asked to follow @{target}: the account is private.'
      WHEN 'action.failed' THEN '@{target}: {error}'
      WHEN 'quota.nearly_used' THEN 'Most of today''s limit of {action} is used: {used} of {limit}.'
      WHEN 'limits.default_set' THEN 'You set the default daily limits: {limits}. {reason}'
      WHEN 'limits.set' THEN 'An administrator set your daily limits: {limits}. {reason}'
      WHEN 'limits.cleared' THEN 'An administrator reset your limits to the default.'
      WHEN 'limits.wished' THEN 'You set your own daily limits: {limits}.'
      ELSE CASE
        WHEN symbol = 'bot_stopped' AND params ->> 'because' = 'not_connected' THEN 'The account is not connected.'
        WHEN symbol = 'bot_stopped' THEN 'The bot is stopped.'
        ELSE symbol || ' ' || coalesce(params::text, '')
      END
    END;
    filled text := '';
    part text;
  BEGIN
    -- Piece by piece, so that what a parameter says is never taken for a gap.
    FOREACH part IN ARRAY ARRAY(
      SELECT m[1] FROM regexp_matches(sentence, '(\{[a-z]+\}|[^{]+|\{)', 'g') AS m
    ) LOOP
      filled := filled || CASE
        WHEN part = '{error}' THEN coalesce(
          (SELECT e.message FROM error_codes e WHERE e.symbol = params -> 'error' ->> 'symbol'),
          params -> 'error' ->> 'symbol', '')
        WHEN part = '{limits}' THEN coalesce(
          (SELECT string_agg(CASE WHEN l.value IS NULL THEN l.key || ' as allowed' ELSE l.value || ' ' || l.key END, ', ')
           FROM jsonb_each_text(params -> 'limits') l), '')
        WHEN part ~ '^\{[a-z]+\}$' THEN coalesce(params ->> btrim(part, '{}'), '')
        ELSE part
      END;
    END LOOP;
    RETURN btrim(filled);
  END
  $$;
UPDATE activity_logs SET message = words_of(message_symbol, params), message_symbol = NULL WHERE message IS NULL;
UPDATE bot_jobs SET waiting_reason = words_of(waiting_symbol, waiting_params)
WHERE waiting_reason IS NULL AND waiting_symbol IS NOT NULL;
DROP FUNCTION words_of(text, jsonb);

ALTER TABLE user_bot_status DROP COLUMN last_error_params;
ALTER TABLE bot_jobs DROP COLUMN waiting_symbol, DROP COLUMN waiting_params, DROP COLUMN last_error_params;
ALTER TABLE activity_logs
  DROP CONSTRAINT activity_logs_words_check,
  ALTER COLUMN message SET NOT NULL,
  DROP COLUMN message_symbol,
  DROP COLUMN params;
