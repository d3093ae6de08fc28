-- An account's own pace, what it earns and loses of its limits, and breakers: what Instagram made an account stop, for one
-- action or as a whole, until when, and what came of it (docs/decisions/0027-pace-and-breakers.md). The rules for row-level
-- security are those of 0000.

-- Up Migration

ALTER TABLE instagram_credentials
  -- Days of the week on which the working hours begin, 1 (Monday) to 7; null: all.
  ADD COLUMN work_days smallint[],
  -- Slower than the standard: the least time between two actions, and the most of an action in an hour.
  ADD COLUMN own_gap_seconds integer,
  ADD COLUMN own_caps jsonb,
  -- The first day of the user that is not reckoned yet for the account's share of the limits; null: the first of all.
  ADD COLUMN ramp_day date,
  -- Unlike `connected_at`, the first of all.
  ADD COLUMN first_connected_at timestamptz NOT NULL DEFAULT now(),
  DROP CONSTRAINT instagram_credentials_hours_check,
  -- Hours may cross midnight, and end with it.
  ADD CONSTRAINT instagram_credentials_hours_check CHECK (
    (hours_from_minute IS NULL) = (hours_to_minute IS NULL)
    AND hours_from_minute BETWEEN 0 AND 1439 AND hours_to_minute BETWEEN 0 AND 1440 AND hours_from_minute <> hours_to_minute
    AND (work_days IS NULL OR hours_from_minute IS NOT NULL)
  ),
  ADD CONSTRAINT instagram_credentials_days_check CHECK (
    work_days <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[] AND cardinality(work_days) BETWEEN 1 AND 7
  ),
  ADD CONSTRAINT instagram_credentials_gap_check CHECK (own_gap_seconds BETWEEN 10 AND 3600);
UPDATE instagram_credentials SET first_connected_at = connected_at, ramp_day = current_date - 1;

CREATE TABLE breakers (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  account_id uuid NOT NULL,
  -- The limit that the stopped action counts against; null: the whole account.
  action text,
  opened_at timestamptz NOT NULL,
  -- From then on one action is tried.
  open_until timestamptz NOT NULL,
  error_code text NOT NULL,
  -- How often it came back, and how many times of these after a release.
  reopened integer NOT NULL DEFAULT 0,
  releases integer NOT NULL DEFAULT 0,
  trigger text NOT NULL,
  job_id uuid,
  -- Null while it is open or half open.
  closed_at timestamptz,
  closed_by text,
  released_by uuid,
  release_reason text,
  CONSTRAINT breakers_pkey PRIMARY KEY (id),
  CONSTRAINT breakers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT breakers_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE,
  CONSTRAINT breakers_trigger_check CHECK (trigger IN ('action', 'read', 'no_effect', 'kept')),
  CONSTRAINT breakers_closed_check CHECK (
    (closed_at IS NULL) = (closed_by IS NULL) AND closed_by IN ('try', 'release', 'fleet')
    AND (closed_by = 'release') = (release_reason IS NOT NULL)
  )
);
CREATE UNIQUE INDEX breakers_open_key ON breakers (account_id, action) NULLS NOT DISTINCT WHERE closed_at IS NULL;
CREATE INDEX breakers_account_id_idx ON breakers (account_id, opened_at);
CREATE INDEX breakers_user_id_idx ON breakers (user_id, opened_at, id);

ALTER TABLE breakers ENABLE ROW LEVEL SECURITY;
ALTER TABLE breakers FORCE ROW LEVEL SECURITY;
CREATE POLICY breakers_owner ON breakers TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY breakers_self ON breakers
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
CREATE POLICY breakers_admin ON breakers FOR SELECT
  USING (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin()));

-- The pause of a bot is the breaker of its whole account; its columns in user_bot_status, which the statements of every
-- turn read anyway, follow from it.
CREATE FUNCTION show_breaker() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    UPDATE user_bot_status s
    SET cooldown_until = CASE WHEN NEW.closed_at IS NULL THEN NEW.open_until END,
        cooldown_code = CASE WHEN NEW.closed_at IS NULL THEN NEW.error_code END
    WHERE s.account_id = NEW.account_id;
    RETURN NULL;
  END
  $$;
CREATE TRIGGER breakers_show AFTER INSERT OR UPDATE ON breakers
  FOR EACH ROW WHEN (NEW.action IS NULL) EXECUTE FUNCTION show_breaker();

-- Where the fleet forgives what it took for a fault of the account, the breaker closes with it.
CREATE FUNCTION forgive_breaker() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    UPDATE breakers b SET closed_at = now(), closed_by = 'fleet'
    WHERE b.account_id = NEW.account_id AND b.action IS NULL AND b.closed_at IS NULL;
    RETURN NULL;
  END
  $$;
CREATE TRIGGER user_bot_status_forgive AFTER UPDATE OF cooldown_until ON user_bot_status
  FOR EACH ROW WHEN (OLD.cooldown_until IS NOT NULL AND NEW.cooldown_until IS NULL) EXECUTE FUNCTION forgive_breaker();

-- Pauses that hold now.
INSERT INTO breakers (user_id, account_id, opened_at, open_until, error_code, trigger)
SELECT s.user_id, s.account_id, least(coalesce(s.last_error_at, now()), s.cooldown_until), s.cooldown_until,
       s.cooldown_code, 'action'
FROM user_bot_status s WHERE s.cooldown_until > now() AND s.cooldown_code IS NOT NULL;

-- What an Instagram account was asked to wait for may be one action alone.
ALTER TABLE instagram_waits
  ADD COLUMN action text,
  DROP CONSTRAINT instagram_waits_pkey;
CREATE UNIQUE INDEX instagram_waits_key ON instagram_waits (key, action) NULLS NOT DISTINCT;

-- The share of its limits that an account has: for each of the user's days that is over, a tenth more if the account did
-- something on it and was not blocked. Once for each day, however often and from wherever it is asked: a second caller
-- waits for the row and finds it reckoned. `one_account` null: every account that is due.
CREATE FUNCTION reckon_ramps(one_account uuid, at timestamptz, earned numeric, losers text[], most integer)
  RETURNS TABLE (account_id uuid, ramp numeric)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH due AS (
      SELECT c.id, coalesce(c.ramp_day, (c.first_connected_at AT TIME ZONE 'UTC')::date - 1) AS ramp_day, z.zone,
             (at AT TIME ZONE z.zone)::date AS today
      FROM instagram_credentials c JOIN users u ON u.id = c.user_id
      CROSS JOIN LATERAL (SELECT quota_zone(u, at) AS zone) z
      WHERE (one_account IS NULL OR c.id = one_account) AND coalesce(c.ramp_day < (at AT TIME ZONE z.zone)::date, true)
      ORDER BY c.id LIMIT most
    ), clean AS (
      SELECT d.id, count(*) AS days
      FROM due d CROSS JOIN LATERAL (
        SELECT i.quota_day FROM interactions i
        WHERE i.account_id = d.id AND i.intended_at > (d.ramp_day - 2)::timestamp AT TIME ZONE 'UTC'
          AND i.quota_day >= d.ramp_day AND i.quota_day < d.today
        GROUP BY i.quota_day
        HAVING bool_or(i.state = 'confirmed') AND NOT coalesce(bool_or(i.error_code = ANY (losers)), false)
      ) i
      WHERE NOT EXISTS (
        SELECT FROM breakers b
        WHERE b.account_id = d.id AND b.error_code = ANY (losers) AND b.trigger <> 'kept'
          AND (b.opened_at AT TIME ZONE d.zone)::date = i.quota_day
      )
      GROUP BY d.id
    )
    UPDATE instagram_credentials c
    SET ramp = least(1, c.ramp + earned * coalesce(n.days, 0)), ramp_day = d.today
    FROM due d LEFT JOIN clean n ON n.id = d.id
    WHERE c.id = d.id AND coalesce(c.ramp_day < d.today, true)
    RETURNING c.id, c.ramp
  $$;

-- By an administrator, for an account of anyone; no row: not an administrator, or no such account.
CREATE FUNCTION admin_set_ramp(account uuid, share numeric)
  RETURNS TABLE (user_id uuid, instagram_username text, before numeric)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH old AS (
      SELECT c.id, c.ramp FROM instagram_credentials c WHERE c.id = account AND app_is_admin() FOR UPDATE
    )
    UPDATE instagram_credentials c SET ramp = share FROM old WHERE c.id = old.id
    RETURNING c.user_id, c.instagram_username, old.ramp
  $$;

-- Stops every running bot of one user, or (by an administrator, `one_user` null) of everyone. An intent checks that its bot
-- runs, so nothing is sent after this commits but what is under way. Bots before jobs, as turns lock them.
CREATE FUNCTION stop_bots(one_user uuid, note text, note_params jsonb, waits text, waits_params jsonb)
  RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    bots uuid[];
    told record;
  BEGIN
    IF one_user IS DISTINCT FROM nullif(current_setting('app.user_id', true), '')::uuid AND NOT app_is_admin() THEN
      RETURN NULL;
    END IF;
    WITH running AS (
      SELECT s.account_id FROM user_bot_status s
      WHERE s.bot_running AND (one_user IS NULL OR s.user_id = one_user) ORDER BY s.account_id FOR UPDATE
    ), stopped AS (
      UPDATE user_bot_status s SET bot_running = false, next_turn_at = NULL
      FROM running WHERE s.account_id = running.account_id RETURNING s.account_id
    )
    SELECT coalesce(array_agg(stopped.account_id), '{}') INTO bots FROM stopped;
    FOR told IN
      UPDATE bot_jobs j
      SET state = 'waiting', waiting_reason = NULL, waiting_symbol = waits, waiting_params = waits_params,
          waiting_until = NULL
      WHERE j.account_id = ANY (bots) AND j.state IN ('queued', 'running', 'waiting')
      RETURNING j.id, j.user_id
    LOOP
      PERFORM pg_notify('pacekeeper_events', 'job:' || told.user_id || ':' || told.id);
    END LOOP;
    FOR told IN
      INSERT INTO activity_logs (user_id, account_id, action, status, message_symbol, params)
      SELECT c.user_id, c.id, 'bot_stopped', 'info', note,
             note_params || jsonb_build_object('account', c.instagram_username)
      FROM instagram_credentials c WHERE c.id = ANY (bots)
      RETURNING activity_logs.id, activity_logs.user_id, activity_logs.account_id
    LOOP
      PERFORM pg_notify('pacekeeper_events', 'activity:' || told.user_id || ':' || told.id);
      PERFORM pg_notify('pacekeeper_events', 'bot:' || told.user_id || ':' || told.account_id);
    END LOOP;
    RETURN cardinality(bots);
  END
  $$;

-- A user who moves has other hours at once: the sweeper asks for a turn of what waits, so that the time that is shown is
-- the time that counts.
CREATE FUNCTION look_again_after_move() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    UPDATE user_bot_status s SET next_turn_at = now() - interval '1 minute'
    WHERE s.user_id = NEW.id AND s.bot_running AND s.next_turn_at > now();
    RETURN NULL;
  END
  $$;
CREATE TRIGGER users_look_again AFTER UPDATE ON users FOR EACH ROW
  WHEN (NEW.time_zone <> OLD.time_zone) EXECUTE FUNCTION look_again_after_move();

-- Down Migration

DROP TRIGGER users_look_again ON users;
DROP FUNCTION look_again_after_move();
DROP FUNCTION stop_bots(uuid, text, jsonb, text, jsonb);
DROP FUNCTION admin_set_ramp(uuid, numeric);
DROP FUNCTION reckon_ramps(uuid, timestamptz, numeric, text[], integer);
DROP INDEX instagram_waits_key;
-- Of several waits of an account the longest is kept, for all that it does.
DELETE FROM instagram_waits w USING instagram_waits longer
WHERE longer.key = w.key AND (longer.waits_until, longer.action IS NULL, coalesce(longer.action, ''))
                           > (w.waits_until, w.action IS NULL, coalesce(w.action, ''));
ALTER TABLE instagram_waits
  DROP COLUMN action,
  ADD CONSTRAINT instagram_waits_pkey PRIMARY KEY (key);
DROP TRIGGER user_bot_status_forgive ON user_bot_status;
DROP FUNCTION forgive_breaker();
-- A block of one action pauses its bot again, as it did before.
UPDATE user_bot_status s SET cooldown_until = b.open_until, cooldown_code = b.error_code
FROM (SELECT DISTINCT ON (account_id) account_id, open_until, error_code FROM breakers
      WHERE closed_at IS NULL AND open_until > now() ORDER BY account_id, open_until DESC) b
WHERE s.account_id = b.account_id AND (s.cooldown_until IS NULL OR s.cooldown_until < b.open_until);
DROP TABLE breakers;
DROP FUNCTION show_breaker();
-- Hours that cross midnight, and those that leave days out, go back to the standard.
UPDATE instagram_credentials SET hours_from_minute = NULL, hours_to_minute = NULL
WHERE hours_from_minute >= hours_to_minute OR hours_to_minute = 1440 OR work_days IS NOT NULL;
ALTER TABLE instagram_credentials
  DROP CONSTRAINT instagram_credentials_gap_check,
  DROP CONSTRAINT instagram_credentials_days_check,
  DROP CONSTRAINT instagram_credentials_hours_check,
  ADD CONSTRAINT instagram_credentials_hours_check CHECK (
    (hours_from_minute IS NULL) = (hours_to_minute IS NULL)
    AND hours_from_minute >= 0 AND hours_from_minute < hours_to_minute AND hours_to_minute < 1440
  ),
  DROP COLUMN first_connected_at,
  DROP COLUMN ramp_day,
  DROP COLUMN own_caps,
  DROP COLUMN own_gap_seconds,
  DROP COLUMN work_days;
