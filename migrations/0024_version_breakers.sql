-- The pause of the accounts with a refused app version is the breaker of each of them, as every other pause of a bot
-- (docs/decisions/0025-live-sign-in.md, 0027).

-- Up Migration

ALTER TABLE breakers DROP CONSTRAINT breakers_trigger_check;
ALTER TABLE breakers ADD CONSTRAINT breakers_trigger_check CHECK (
  trigger IN ('action', 'read', 'no_effect', 'kept', 'version'));

-- As in 0020, with breakers.
CREATE OR REPLACE FUNCTION fleet_hold_client(code text, held text, installation text, at timestamptz, until timestamptz,
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
        SELECT s.user_id, s.account_id, c.instagram_username, s.cooldown_code IS DISTINCT FROM code AS is_new,
               row_number() OVER (ORDER BY md5(s.account_id::text || at::text)) - 1 AS place
        FROM user_bot_status s JOIN instagram_credentials c ON c.id = s.account_id
        WHERE s.bot_running AND CASE WHEN c.client_kept OR installation = 'library library' THEN coalesce(c.client, installation) ELSE installation END = held
      ), paused AS (
        -- The columns of user_bot_status follow by a trigger (0023).
        INSERT INTO breakers AS b (user_id, account_id, opened_at, open_until, error_code, trigger)
        SELECT l.user_id, l.account_id, at,
               until + make_interval(secs => least(l.place * apart_seconds, longest_seconds)), code, 'version'
        FROM claiming l ORDER BY l.account_id
        ON CONFLICT (account_id, action) WHERE closed_at IS NULL DO UPDATE
          SET open_until = excluded.open_until, error_code = excluded.error_code, trigger = excluded.trigger
          WHERE b.open_until < until OR b.error_code = code
        RETURNING b.user_id, b.account_id, b.open_until
      ), blamed AS (
        SELECT p.user_id, p.account_id, p.open_until AS cooldown_until, l.instagram_username, l.is_new
        FROM paused p JOIN claiming l ON l.account_id = p.account_id
      ), noted AS (
        INSERT INTO activity_logs (user_id, account_id, action, status, message_symbol, params, error_code)
        SELECT p.user_id, p.account_id, 'bot_paused', 'warning', 'bot.paused',
               jsonb_build_object('account', p.instagram_username,
                                  'error', jsonb_build_object('symbol', 'CLIENT_OUTDATED', 'params', '{}'::jsonb),
                                  'until', to_char(p.cooldown_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
               code
        FROM blamed p WHERE p.is_new
        RETURNING activity_logs.id, activity_logs.account_id
      )
      SELECT p.user_id, p.account_id, n.id FROM blamed p LEFT JOIN noted n ON n.account_id = p.account_id
    LOOP
      UPDATE user_bot_status s
      SET trouble_client = held, last_error_code = code, last_error_message = NULL, last_error_params = '{}', last_error_at = at
      WHERE s.account_id = told.account_id;
      PERFORM pg_notify('pacekeeper_events', 'bot:' || told.user_id || ':' || told.account_id);
      IF told.id IS NOT NULL THEN
        PERFORM pg_notify('pacekeeper_events', 'activity:' || told.user_id || ':' || told.id);
      END IF;
    END LOOP;
    RETURN true;
  END
  $$;

-- Down Migration

CREATE OR REPLACE FUNCTION fleet_hold_client(code text, held text, installation text, at timestamptz, until timestamptz,
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
UPDATE breakers SET trigger = 'action' WHERE trigger = 'version';
ALTER TABLE breakers DROP CONSTRAINT breakers_trigger_check;
ALTER TABLE breakers ADD CONSTRAINT breakers_trigger_check CHECK (trigger IN ('action', 'read', 'no_effect', 'kept'));
