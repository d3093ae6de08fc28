-- People, their login sessions, and what their bots may do in a day.
--
-- Row-level security: every table with a user_id is forced, so that it binds the owner too. A transaction says for
-- whom it works with set_config('app.user_id', ..., true); without that it sees nothing. What must cross users is
-- either a SECURITY DEFINER function below (it runs as the owner, whom the policies named *_owner let through), or
-- the scope 'admin', which the database checks against the role in `users`, not against the caller's word.

-- Up Migration

CREATE TABLE users (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  username text NOT NULL,
  username_key text NOT NULL,
  email text,
  email_key text,
  password_hash text NOT NULL,
  role text NOT NULL DEFAULT 'user',
  is_active boolean NOT NULL DEFAULT true,
  must_change_password boolean NOT NULL DEFAULT true,
  password_changed_at timestamptz NOT NULL DEFAULT now(),
  time_zone text NOT NULL DEFAULT 'UTC',
  created_at timestamptz NOT NULL DEFAULT now(),
  last_login_at timestamptz,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_username_key_key UNIQUE (username_key),
  CONSTRAINT users_email_key_key UNIQUE (email_key),
  CONSTRAINT users_role_check CHECK (role IN ('admin', 'user'))
);

-- One row, written with the first administrator: deleting that user and starting again makes no other.
CREATE TABLE installation (
  only_row boolean NOT NULL DEFAULT true,
  first_admin_id uuid NOT NULL,
  first_admin_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT installation_pkey PRIMARY KEY (only_row),
  CONSTRAINT installation_only_row_check CHECK (only_row)
);

CREATE TABLE login_sessions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  refresh_hash bytea NOT NULL,
  previous_refresh_hash bytea,
  rotated_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_reason text,
  user_agent text,
  address inet,
  CONSTRAINT login_sessions_pkey PRIMARY KEY (id),
  CONSTRAINT login_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX login_sessions_user_id_idx ON login_sessions (user_id);

-- user_id NULL is the global default, of which there is one: the unique index treats NULLs as equal.
CREATE TABLE daily_limits (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid,
  follows_limit integer NOT NULL,
  unfollows_limit integer NOT NULL,
  likes_limit integer NOT NULL,
  dms_limit integer NOT NULL,
  story_views_limit integer NOT NULL,
  story_reactions_limit integer NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  CONSTRAINT daily_limits_pkey PRIMARY KEY (id),
  CONSTRAINT daily_limits_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT daily_limits_bounds_check CHECK (
    follows_limit BETWEEN 0 AND 10000 AND unfollows_limit BETWEEN 0 AND 10000 AND likes_limit BETWEEN 0 AND 10000
    AND dms_limit BETWEEN 0 AND 10000 AND story_views_limit BETWEEN 0 AND 10000
    AND story_reactions_limit BETWEEN 0 AND 10000
  )
);
CREATE UNIQUE INDEX daily_limits_user_id_key ON daily_limits (user_id) NULLS NOT DISTINCT;
INSERT INTO daily_limits
  (follows_limit, unfollows_limit, likes_limit, dms_limit, story_views_limit, story_reactions_limit)
VALUES (50, 50, 200, 10, 500, 25);

-- What is used of a day's quota. account_id NULL is the user's sum over all accounts, which the daily limit caps;
-- the row of an account is what its ramp caps. `day` is the calendar day in the user's own time zone.
CREATE TABLE quota_usage (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  user_id uuid NOT NULL,
  account_id uuid,
  action text NOT NULL,
  day date NOT NULL,
  used integer NOT NULL,
  CONSTRAINT quota_usage_pkey PRIMARY KEY (id),
  CONSTRAINT quota_usage_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT quota_usage_used_check CHECK (used >= 0)
);
CREATE UNIQUE INDEX quota_usage_slot_key ON quota_usage (user_id, action, day, account_id) NULLS NOT DISTINCT;

-- The catalogue as the code has it: boot writes it anew, so that a report can join it.
CREATE TABLE error_codes (
  code text NOT NULL,
  symbol text NOT NULL,
  module text NOT NULL,
  severity text NOT NULL,
  http_status integer NOT NULL,
  title text NOT NULL,
  message text NOT NULL,
  cause text NOT NULL,
  side text NOT NULL,
  steps text[] NOT NULL,
  clears_by_itself boolean NOT NULL,
  CONSTRAINT error_codes_pkey PRIMARY KEY (code),
  CONSTRAINT error_codes_symbol_key UNIQUE (symbol)
);

-- Row-level security ----------------------------------------------------------------------------------------------

-- True where the transaction's user is an active administrator, whatever the caller claims.
CREATE FUNCTION app_is_admin() RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT FROM users
      WHERE id = nullif(current_setting('app.user_id', true), '')::uuid AND role = 'admin' AND is_active
    )
  $$;

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY users_owner ON users TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY users_self ON users
  USING (id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (id = nullif(current_setting('app.user_id', true), '')::uuid);
CREATE POLICY users_admin ON users
  USING (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin()))
  WITH CHECK (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin()));

ALTER TABLE installation ENABLE ROW LEVEL SECURITY;
ALTER TABLE installation FORCE ROW LEVEL SECURITY;
CREATE POLICY installation_owner ON installation TO CURRENT_USER USING (true) WITH CHECK (true);

ALTER TABLE login_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE login_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY login_sessions_owner ON login_sessions TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY login_sessions_self ON login_sessions
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

ALTER TABLE daily_limits ENABLE ROW LEVEL SECURITY;
ALTER TABLE daily_limits FORCE ROW LEVEL SECURITY;
CREATE POLICY daily_limits_owner ON daily_limits TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY daily_limits_read ON daily_limits FOR SELECT
  USING (user_id IS NULL OR user_id = nullif(current_setting('app.user_id', true), '')::uuid);
CREATE POLICY daily_limits_admin ON daily_limits
  USING (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin()))
  WITH CHECK (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin()));

ALTER TABLE quota_usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE quota_usage FORCE ROW LEVEL SECURITY;
CREATE POLICY quota_usage_owner ON quota_usage TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY quota_usage_self ON quota_usage
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- What crosses users ----------------------------------------------------------------------------------------------

-- Sign-in: whom a typed name or e-mail means. Returns no row for an unknown one.
CREATE FUNCTION auth_find_user(login_key text)
  RETURNS TABLE (id uuid, password_hash text, is_active boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT u.id, u.password_hash, u.is_active FROM users u
    WHERE u.username_key = login_key OR u.email_key = login_key
    -- A user name may look like somebody's e-mail: the name goes first.
    ORDER BY u.username_key = login_key DESC LIMIT 1
  $$;

-- The first administrator, in an installation that never had one. Returns the new id, or NULL where there was one.
CREATE FUNCTION bootstrap_first_admin(name text, name_key text, mail text, mail_key text, hash text)
  RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    new_id uuid := gen_random_uuid();
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('bootstrap_first_admin'));
    IF EXISTS (SELECT FROM installation) OR EXISTS (SELECT FROM users) THEN
      RETURN NULL;
    END IF;
    INSERT INTO users (id, username, username_key, email, email_key, password_hash, role, must_change_password)
    VALUES (new_id, name, name_key, mail, mail_key, hash, 'admin', true);
    INSERT INTO installation (first_admin_id) VALUES (new_id);
    RETURN new_id;
  END
  $$;

-- `none` before there ever was an administrator, `pending` while the first one still has the password that the
-- installation gave (then it is shown at each start), `settled` afterwards and for good.
CREATE FUNCTION first_admin_state() RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT CASE
      WHEN NOT EXISTS (SELECT FROM installation) AND NOT EXISTS (SELECT FROM users) THEN 'none'
      WHEN EXISTS (SELECT FROM installation i JOIN users u ON u.id = i.first_admin_id WHERE u.must_change_password)
        THEN 'pending'
      ELSE 'settled'
    END
  $$;

-- Down Migration

DROP FUNCTION first_admin_state();
DROP FUNCTION bootstrap_first_admin(text, text, text, text, text);
DROP FUNCTION auth_find_user(text);
DROP TABLE error_codes;
DROP TABLE quota_usage;
DROP TABLE daily_limits;
DROP TABLE login_sessions;
DROP TABLE installation;
DROP TABLE users;
DROP FUNCTION app_is_admin();
