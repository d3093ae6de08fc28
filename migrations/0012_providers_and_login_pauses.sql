-- Which way to Instagram an account takes; whether its session is in doubt; and pauses of a name for each user that guesses.

-- Up Migration

ALTER TABLE instagram_credentials
  ADD COLUMN provider text NOT NULL DEFAULT 'private',
  ADD CONSTRAINT instagram_credentials_provider_check CHECK (provider IN ('private', 'official'));

-- An answer left open whether the session holds: before anything else is asked of Instagram, that is.
ALTER TABLE user_bot_status ADD COLUMN session_doubted boolean NOT NULL DEFAULT false;

-- A row whose name_key is set counts the wrong passwords of one user for the name of that row; the name's own row lets one
-- sign-in at a time through, and holds the pause for everybody.
ALTER TABLE instagram_login_pauses ADD COLUMN name_key text;
CREATE INDEX instagram_login_pauses_name_idx ON instagram_login_pauses (name_key) WHERE name_key IS NOT NULL;

-- Down Migration

-- Whatever pauses one user for a name pauses all again.
INSERT INTO instagram_login_pauses AS p (key, wrong, wrong_at, paused_until)
SELECT name_key, max(wrong), max(wrong_at), max(paused_until) FROM instagram_login_pauses
WHERE name_key IS NOT NULL AND wrong > 0 GROUP BY name_key
ON CONFLICT (key) DO UPDATE
  SET wrong = greatest(p.wrong, excluded.wrong), wrong_at = greatest(p.wrong_at, excluded.wrong_at),
      paused_until = greatest(p.paused_until, excluded.paused_until);
DELETE FROM instagram_login_pauses WHERE name_key IS NOT NULL;
DROP INDEX instagram_login_pauses_name_idx;
ALTER TABLE instagram_login_pauses DROP COLUMN name_key;

ALTER TABLE user_bot_status DROP COLUMN session_doubted;

-- Sessions of another provider cannot be read without it.
DELETE FROM instagram_credentials WHERE provider <> 'private';
ALTER TABLE instagram_credentials DROP CONSTRAINT instagram_credentials_provider_check, DROP COLUMN provider;
