-- The fleet: what Instagram answers to all accounts together, and the pause of every bot that follows from it
-- (docs/decisions/0016-fleet.md).

-- Up Migration

ALTER TABLE user_bot_status
  -- The last answer that may have another reason than the account: its code, and when it came; null after a good one.
  ADD COLUMN trouble_code text,
  ADD COLUMN trouble_at timestamptz;
CREATE INDEX user_bot_status_trouble_idx ON user_bot_status (trouble_at) WHERE trouble_at IS NOT NULL;

-- One row: whether all bots are paused, why, and which account tries next. What is known of the last pause stays after
-- it, so that a pause that comes back at once goes on where it was.
CREATE TABLE fleet_state (
  only_row boolean NOT NULL DEFAULT true,
  paused_at timestamptz,
  -- answers: many accounts got the same answer; person: an administrator.
  cause text,
  error_code text,
  accounts integer,
  answered integer,
  reason text,
  paused_by uuid,
  probe_at timestamptz,
  failed_probes integer NOT NULL DEFAULT 0,
  probe_account uuid,
  probe_until timestamptz,
  -- App versions that were tried since the pause began.
  clients text[] NOT NULL DEFAULT '{}',
  resumed_at timestamptz,
  CONSTRAINT fleet_state_pkey PRIMARY KEY (only_row),
  CONSTRAINT fleet_state_only_row_check CHECK (only_row),
  CONSTRAINT fleet_state_cause_check CHECK ((paused_at IS NULL) = (cause IS NULL) AND cause IN ('answers', 'person'))
);
INSERT INTO fleet_state DEFAULT VALUES;

-- Everybody may read it; it is written by the functions below alone.
ALTER TABLE fleet_state ENABLE ROW LEVEL SECURITY;
ALTER TABLE fleet_state FORCE ROW LEVEL SECURITY;
CREATE POLICY fleet_state_owner ON fleet_state TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY fleet_state_read ON fleet_state FOR SELECT USING (true);

-- What crosses users ----------------------------------------------------------------------------------------------

-- How it stands, and how the last pause ended.
CREATE FUNCTION fleet_now()
  RETURNS TABLE (paused_at timestamptz, cause text, error_code text, accounts integer, answered integer, reason text,
                 probe_at timestamptz, failed_probes integer, probing boolean, clients text[], resumed_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT f.paused_at, f.cause, f.error_code, f.accounts, f.answered, f.reason, f.probe_at, f.failed_probes,
           f.paused_at IS NOT NULL AND coalesce(f.probe_until > clock_timestamp(), false), f.clients, f.resumed_at
    FROM fleet_state f
  $$;

-- How many running bots got which troubling answer since then, and how many got any.
CREATE FUNCTION fleet_troubles(since timestamptz) RETURNS TABLE (error_code text, accounts bigint, answered bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT t.trouble_code, count(*),
           (SELECT count(*) FROM user_bot_status s
            WHERE s.bot_running AND greatest(s.last_action_at, s.trouble_at) > since)
    FROM user_bot_status t
    WHERE t.bot_running AND t.trouble_at > since
    GROUP BY t.trouble_code
  $$;

-- Pauses all bots because of an answer; false where they are paused already. What the accounts' own breakers took for
-- their fault is forgotten.
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

-- An administrator pauses all bots, until an administrator lets them go; false for anybody else.
CREATE FUNCTION fleet_hold(why text, at timestamptz) RETURNS boolean
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

-- The next account to try, for whoever asks first: it alone may act until `seconds` are over. Another than the last one
-- where there is another. No row: it is not time yet, or nobody has anything to do.
CREATE FUNCTION fleet_begin_probe(now_at timestamptz, client text, outdated text, seconds integer)
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

-- The account that tried got no good answer: when the next one tries.
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

-- Lets all bots go: for the account that tried and got a good answer, or (`probe` null) for an administrator. Returns
-- the turns that they get now, one after the other instead of all at once. No row: not paused, or not theirs to say.
CREATE FUNCTION fleet_resume(probe uuid, at timestamptz, per_second integer, longest_seconds integer)
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

-- As before, and nobody gets a turn while all bots are paused.
CREATE OR REPLACE FUNCTION bots_without_turn(overdue_before timestamptz, most integer)
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
      AND NOT EXISTS (SELECT FROM fleet_state f WHERE f.paused_at IS NOT NULL)
    RETURNING s.account_id, s.user_id, s.turn_seq
  $$;

-- As before, and nothing is read back while all bots are paused.
CREATE OR REPLACE FUNCTION accounts_to_reconcile(most integer)
  RETURNS TABLE (account_id uuid, user_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT i.account_id, i.user_id
    FROM interactions i JOIN user_bot_status s ON s.account_id = i.account_id
    WHERE i.state IN ('intended', 'unknown') AND i.reconcile_at < now() AND s.session_valid
      AND (s.lease_until IS NULL OR s.lease_until < now())
      -- Not while Instagram wants to be left alone.
      AND (s.cooldown_until IS NULL OR s.cooldown_until < now())
      AND NOT EXISTS (SELECT FROM fleet_state f WHERE f.paused_at IS NOT NULL)
    GROUP BY i.account_id, i.user_id ORDER BY min(i.reconcile_at) LIMIT most
  $$;

-- As in 0003, and no session is tested while all bots are paused.
CREATE OR REPLACE FUNCTION sessions_to_prove(proved_before timestamptz, behind uuid, most integer)
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
      AND NOT EXISTS (SELECT FROM fleet_state f WHERE f.paused_at IS NOT NULL)
      AND NOT EXISTS (
        SELECT FROM interactions i
        WHERE i.account_id = c.id AND i.intended_at > proved_before AND i.state = 'confirmed'
      )
    ORDER BY c.id LIMIT most
  $$;

-- Down Migration

CREATE OR REPLACE FUNCTION sessions_to_prove(proved_before timestamptz, behind uuid, most integer)
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
CREATE OR REPLACE FUNCTION accounts_to_reconcile(most integer)
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
CREATE OR REPLACE FUNCTION bots_without_turn(overdue_before timestamptz, most integer)
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
DROP FUNCTION fleet_resume(uuid, timestamptz, integer, integer);
DROP FUNCTION fleet_end_probe(uuid, timestamptz, integer);
DROP FUNCTION fleet_begin_probe(timestamptz, text, text, integer);
DROP FUNCTION fleet_hold(text, timestamptz);
DROP FUNCTION fleet_pause(text, integer, integer, text, timestamptz, timestamptz, timestamptz, integer);
DROP FUNCTION fleet_troubles(timestamptz);
DROP FUNCTION fleet_now();
DROP TABLE fleet_state;
DROP INDEX user_bot_status_trouble_idx;
ALTER TABLE user_bot_status DROP COLUMN trouble_code, DROP COLUMN trouble_at;
