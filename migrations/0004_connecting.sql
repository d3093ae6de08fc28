-- Connecting an Instagram account: what a sign-in under way asks its person for, wrong passwords counted for each
-- Instagram name, and taking an account over with everything that its earlier owner has to be told.

-- Up Migration

ALTER TABLE connect_attempts
  -- What the person has to do next, and the way that is expected; null before they have chosen one.
  ADD COLUMN asks text NOT NULL DEFAULT 'code',
  ADD COLUMN method text,
  -- What is shown beside: where codes can be sent, Instagram's page, what it says of the sign-in. Nothing secret.
  ADD COLUMN shown jsonb NOT NULL DEFAULT '{}',
  -- Before that no code is sent and no confirmation is checked again.
  ADD COLUMN again_at timestamptz,
  -- While a call to Instagram is under way: there is one at a time.
  ADD COLUMN busy_until timestamptz,
  ADD CONSTRAINT connect_attempts_asks_check CHECK (asks IN ('choice', 'code', 'approval', 'app', 'consent'));

-- Wrong passwords for an Instagram name, whoever of us tried them. Keys are hashes, never names. One sign-in at a time for
-- each name: `holder` is under way until `held_until`, so that guesses at once are guesses one after the other.
CREATE TABLE instagram_login_pauses (
  key text NOT NULL,
  wrong integer NOT NULL DEFAULT 0,
  wrong_at timestamptz,
  paused_until timestamptz,
  holder uuid,
  held_until timestamptz,
  CONSTRAINT instagram_login_pauses_pkey PRIMARY KEY (key)
);

DROP FUNCTION take_over_instagram_account(text, uuid);

-- Whoever proves an Instagram account with password and code takes it over: other users' connections to it end. The
-- sessions are wiped, the bots stopped, their jobs wait, and status and activity say why, all in the transaction that
-- connects; returns what ended, so that live screens can be told. The new owner is the transaction's own user, who holds
-- a connection to the account at this moment; for everybody else it ends nothing.
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

-- Down Migration

DROP FUNCTION take_over_instagram_account(text, text, text, text);
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
DROP TABLE instagram_login_pauses;
ALTER TABLE connect_attempts
  DROP CONSTRAINT connect_attempts_asks_check,
  DROP COLUMN busy_until,
  DROP COLUMN again_at,
  DROP COLUMN shown,
  DROP COLUMN method,
  DROP COLUMN asks;
