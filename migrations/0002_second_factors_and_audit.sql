-- Second factors, passkeys, password reset, mail on its way, wishes for lower limits, shared rate limits, and the audit
-- log. The rules for row-level security are those of 0000.

-- Up Migration

ALTER TABLE users
  -- Since when this user signs in with a second factor; null: without one.
  ADD COLUMN two_factor_since timestamptz,
  -- Before a change of `time_zone`: the zone whose day still counts for quotas, and until when.
  ADD COLUMN former_time_zone text,
  ADD COLUMN former_zone_until timestamptz;

ALTER TABLE login_sessions
  ADD COLUMN method text NOT NULL DEFAULT 'password',
  -- When the person last proved who they are; changing what they sign in with needs a recent proof.
  ADD COLUMN proved_at timestamptz NOT NULL DEFAULT now();

-- One row: what administrators decide for everybody.
CREATE TABLE security_settings (
  only_row boolean NOT NULL DEFAULT true,
  require_two_factor boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  CONSTRAINT security_settings_pkey PRIMARY KEY (only_row),
  CONSTRAINT security_settings_only_row_check CHECK (only_row)
);
INSERT INTO security_settings DEFAULT VALUES;

-- A link that lets its owner choose a new password: single use, and only its hash is here.
CREATE TABLE password_reset_tokens (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  -- The address that it was sent to, as it is compared; it serves while that is still the user's.
  email_key text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  CONSTRAINT password_reset_tokens_pkey PRIMARY KEY (id),
  CONSTRAINT password_reset_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX password_reset_tokens_user_id_idx ON password_reset_tokens (user_id);

-- The shared secret of an authenticator app, sealed (AES-256-GCM). It counts once `confirmed_at` is set.
CREATE TABLE totp_credentials (
  user_id uuid NOT NULL,
  secret_encrypted bytea NOT NULL,
  encryption_key_id text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  confirmed_at timestamptz,
  -- The newest time step whose code was taken (RFC 6238): a code is accepted once.
  last_step bigint NOT NULL DEFAULT 0,
  CONSTRAINT totp_credentials_pkey PRIMARY KEY (user_id),
  CONSTRAINT totp_credentials_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- Ten codes on paper; the number in front of a code says which row it is, the rest is hashed like a password.
CREATE TABLE recovery_codes (
  user_id uuid NOT NULL,
  number smallint NOT NULL,
  code_hash text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz,
  CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, number),
  CONSTRAINT recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- WebAuthn credentials. Ids are unique for each user only: a constraint over all would tell that another has it.
CREATE TABLE passkeys (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  credential_id text NOT NULL,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  name text NOT NULL,
  backed_up boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  CONSTRAINT passkeys_pkey PRIMARY KEY (id),
  CONSTRAINT passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX passkeys_credential_key ON passkeys (user_id, credential_id);

-- Signed tokens that serve once (a sign-in that waits for its second factor, a passkey's challenge): their ids, kept
-- until they would have expired anyway.
CREATE TABLE spent_tokens (
  user_id uuid NOT NULL,
  token_id text NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT spent_tokens_pkey PRIMARY KEY (user_id, token_id),
  CONSTRAINT spent_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- Mail that is written with the change it tells of and sent afterwards; the row goes when it was sent.
CREATE TABLE outgoing_mails (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL,
  recipient text NOT NULL,
  params jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT outgoing_mails_pkey PRIMARY KEY (id),
  CONSTRAINT outgoing_mails_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX outgoing_mails_user_id_idx ON outgoing_mails (user_id);

ALTER TABLE daily_limits
  ADD COLUMN reason text;

ALTER TABLE quota_usage
  -- When the user was told that most of this day's quota is used.
  ADD COLUMN warned_at timestamptz;

-- A user's own lower limits; null: no wish.
CREATE TABLE limit_wishes (
  user_id uuid NOT NULL,
  follows_limit integer,
  unfollows_limit integer,
  likes_limit integer,
  dms_limit integer,
  story_views_limit integer,
  story_reactions_limit integer,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT limit_wishes_pkey PRIMARY KEY (user_id),
  CONSTRAINT limit_wishes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT limit_wishes_bounds_check CHECK (
    follows_limit BETWEEN 0 AND 10000 AND unfollows_limit BETWEEN 0 AND 10000 AND likes_limit BETWEEN 0 AND 10000
    AND dms_limit BETWEEN 0 AND 10000 AND story_views_limit BETWEEN 0 AND 10000
    AND story_reactions_limit BETWEEN 0 AND 10000
  )
);

-- Counters of attempts, shared by all processes. Keys are hashes, never names or addresses. The shape is
-- rate-limiter-flexible's.
CREATE TABLE rate_limits (
  key varchar(255) NOT NULL,
  points integer NOT NULL DEFAULT 0,
  expire bigint,
  CONSTRAINT rate_limits_pkey PRIMARY KEY (key)
);
CREATE INDEX rate_limits_expire_idx ON rate_limits (expire);

-- Who did what to whom, from where. Rows name people by id only, so that deleting a person leaves the chain whole; each
-- row's hash covers the row and the hash before it.
CREATE TABLE audit_log (
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  action text NOT NULL,
  outcome text NOT NULL,
  actor_id uuid,
  subject_id uuid,
  address inet,
  details jsonb NOT NULL,
  correlation_id text,
  hash bytea NOT NULL,
  CONSTRAINT audit_log_pkey PRIMARY KEY (seq),
  CONSTRAINT audit_log_outcome_check CHECK (outcome IN ('success', 'refused'))
);
CREATE INDEX audit_log_actor_id_idx ON audit_log (actor_id, seq);
CREATE INDEX audit_log_subject_id_idx ON audit_log (subject_id, seq);

-- Where the chain ends: without it, rows taken off the end would not show.
CREATE TABLE audit_head (
  only_row boolean NOT NULL DEFAULT true,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_head_pkey PRIMARY KEY (only_row),
  CONSTRAINT audit_head_only_row_check CHECK (only_row)
);
INSERT INTO audit_head (seq, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

-- Row-level security ----------------------------------------------------------------------------------------------

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['password_reset_tokens', 'totp_credentials', 'recovery_codes', 'passkeys', 'spent_tokens',
                              'outgoing_mails', 'limit_wishes']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', name || '_owner', name);
    EXECUTE format(
      'CREATE POLICY %I ON %I
         USING (user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid)
         WITH CHECK (user_id = nullif(current_setting(''app.user_id'', true), '''')::uuid)', name || '_self', name);
  END LOOP;
END
$$;

-- An administrator may have a link or a notice sent to somebody, and reads neither.
CREATE POLICY outgoing_mails_admin ON outgoing_mails FOR INSERT
  WITH CHECK (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin()));

-- An administrator who sets somebody's limits writes that into their activity, and nothing else.
CREATE POLICY activity_logs_limits ON activity_logs FOR INSERT
  WITH CHECK (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin())
              AND action = 'limits_changed' AND account_id IS NULL AND job_id IS NULL);

ALTER TABLE security_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE security_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY security_settings_owner ON security_settings TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY security_settings_read ON security_settings FOR SELECT USING (true);
CREATE POLICY security_settings_admin ON security_settings FOR UPDATE
  USING (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin()))
  WITH CHECK (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin()));

-- The app's role may read the audit log for administrators and write it through audit_append alone (see grants.ts).
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_log_owner ON audit_log TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY audit_log_admin ON audit_log FOR SELECT
  USING (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin()));
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_head FORCE ROW LEVEL SECURITY;
CREATE POLICY audit_head_owner ON audit_head TO CURRENT_USER USING (true) WITH CHECK (true);

-- What guards people ----------------------------------------------------------------------------------------------

-- The zone whose calendar day counts for quotas. A new zone takes over when the day in the one before it has ended, so that
-- nobody comes to a second day's quota by travelling on paper.
CREATE FUNCTION quota_zone(u users, at timestamptz) RETURNS text
  LANGUAGE sql IMMUTABLE
  AS $$ SELECT CASE WHEN at < u.former_zone_until THEN u.former_time_zone ELSE u.time_zone END $$;

CREATE FUNCTION keep_quota_zone() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    -- While an earlier change still waits, the zone before that one goes on counting.
    IF OLD.former_zone_until IS NULL OR OLD.former_zone_until <= clock_timestamp() THEN
      NEW.former_time_zone := OLD.time_zone;
      NEW.former_zone_until :=
        ((clock_timestamp() AT TIME ZONE OLD.time_zone)::date + 1)::timestamp AT TIME ZONE OLD.time_zone;
    END IF;
    RETURN NEW;
  END
  $$;
CREATE TRIGGER users_quota_zone BEFORE UPDATE ON users FOR EACH ROW
  WHEN (NEW.time_zone <> OLD.time_zone) EXECUTE FUNCTION keep_quota_zone();

-- Role and state are an administrator's to change, also where the code forgot to ask; and there is always one active
-- administrator left. Of two who remove each other at once, the second is refused.
CREATE FUNCTION guard_users() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    -- session_user is the app's role, or the owner itself in migrations and tests.
    IF TG_OP = 'UPDATE' AND (NEW.role <> OLD.role OR NEW.is_active <> OLD.is_active)
       AND session_user <> current_user AND NOT app_is_admin() THEN
      RAISE EXCEPTION 'role and state are for administrators to change' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.role = 'admin' AND OLD.is_active
       AND (TG_OP = 'DELETE' OR NEW.role <> 'admin' OR NOT NEW.is_active) THEN
      PERFORM pg_advisory_xact_lock(hashtext('guard_users'));
      IF NOT EXISTS (SELECT FROM users u WHERE u.role = 'admin' AND u.is_active AND u.id <> OLD.id) THEN
        RAISE EXCEPTION 'this is the last administrator'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'users_last_admin';
      END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
      RETURN OLD;
    END IF;
    RETURN NEW;
  END
  $$;
CREATE TRIGGER users_guard BEFORE UPDATE OR DELETE ON users FOR EACH ROW EXECUTE FUNCTION guard_users();

-- Processes remember for a moment who a login session belongs to. Whatever changes that says so with its commit, also
-- where it was done by hand.
CREATE FUNCTION tell_callers() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    -- The column that names the user; without one, everybody.
    PERFORM pg_notify('pacekeeper_callers', coalesce(to_jsonb(OLD) ->> TG_ARGV[0], '*'));
    RETURN NULL;
  END
  $$;
CREATE TRIGGER users_tell AFTER UPDATE ON users FOR EACH ROW
  WHEN ((OLD.role, OLD.is_active, OLD.must_change_password, OLD.time_zone, OLD.two_factor_since)
        IS DISTINCT FROM (NEW.role, NEW.is_active, NEW.must_change_password, NEW.time_zone, NEW.two_factor_since))
  EXECUTE FUNCTION tell_callers('id');
CREATE TRIGGER users_tell_deleted AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION tell_callers('id');
CREATE TRIGGER login_sessions_tell AFTER UPDATE ON login_sessions FOR EACH ROW
  WHEN ((OLD.ended_at, OLD.proved_at, OLD.expires_at) IS DISTINCT FROM (NEW.ended_at, NEW.proved_at, NEW.expires_at))
  EXECUTE FUNCTION tell_callers('user_id');
CREATE TRIGGER login_sessions_tell_deleted AFTER DELETE ON login_sessions FOR EACH ROW
  EXECUTE FUNCTION tell_callers('user_id');
CREATE TRIGGER security_settings_tell AFTER UPDATE ON security_settings FOR EACH ROW EXECUTE FUNCTION tell_callers();

-- What crosses users ----------------------------------------------------------------------------------------------

-- The hash of an audit row: SHA-256 over the hash before it and everything the row says.
CREATE FUNCTION audit_hash(previous bytea, seq bigint, at timestamptz, action text, outcome text, actor_id uuid,
                           subject_id uuid, address inet, details jsonb, correlation_id text)
  RETURNS bytea
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT sha256(convert_to(jsonb_build_array(
      encode(previous, 'hex'), seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), action, outcome,
      actor_id, subject_id, host(address), details, correlation_id)::text, 'UTF8'))
  $$;

-- Appends one row. The head is locked until the transaction ends, so callers append last.
CREATE FUNCTION audit_append(action text, outcome text, actor_id uuid, subject_id uuid, address inet, details jsonb,
                             correlation_id text)
  RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    head audit_head%ROWTYPE;
    next_seq bigint;
    next_hash bytea;
    stamp timestamptz;
  BEGIN
    SELECT * INTO STRICT head FROM audit_head h FOR UPDATE;
    next_seq := head.seq + 1;
    stamp := clock_timestamp();
    next_hash := audit_hash(head.hash, next_seq, stamp, action, outcome, actor_id, subject_id, address, details,
                            correlation_id);
    INSERT INTO audit_log (seq, at, action, outcome, actor_id, subject_id, address, details, correlation_id, hash)
    VALUES (next_seq, stamp, action, outcome, actor_id, subject_id, address, details, correlation_id, next_hash);
    UPDATE audit_head SET seq = next_seq, hash = next_hash;
    RETURN next_seq;
  END
  $$;

-- Goes through the whole chain: the first row that is not as it was written, or is missing; NULL where all is well.
CREATE FUNCTION audit_verify() RETURNS TABLE (entries bigint, head_hash text, broken_at bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH chain AS (
      SELECT l.*, row_number() OVER (ORDER BY l.seq) AS place,
             coalesce(lag(l.hash) OVER (ORDER BY l.seq), decode(repeat('00', 32), 'hex')) AS previous
      FROM audit_log l
    ), broken AS (
      SELECT c.seq FROM chain c
      WHERE c.seq <> c.place
         OR c.hash <> audit_hash(c.previous, c.seq, c.at, c.action, c.outcome, c.actor_id, c.subject_id, c.address,
                                 c.details, c.correlation_id)
      ORDER BY c.seq LIMIT 1
    )
    SELECT (SELECT count(*) FROM audit_log), encode(h.hash, 'hex'),
           coalesce(
             (SELECT seq FROM broken),
             CASE WHEN h.seq <> (SELECT count(*) FROM audit_log)
                    OR h.hash <> coalesce((SELECT l.hash FROM audit_log l ORDER BY l.seq DESC LIMIT 1),
                                          decode(repeat('00', 32), 'hex'))
                  THEN h.seq END)
    FROM audit_head h
  $$;

-- An administrator ends all login sessions of somebody; returns which. Nobody else ends any.
CREATE FUNCTION admin_end_login_sessions(target uuid, reason text) RETURNS TABLE (id uuid)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    UPDATE login_sessions s SET ended_at = now(), ended_reason = reason
    WHERE s.user_id = target AND s.ended_at IS NULL AND s.expires_at > now() AND app_is_admin()
    RETURNING s.id
  $$;

-- An administrator takes the second factors off somebody who lost them; true where there were any.
CREATE FUNCTION admin_remove_second_factors(target uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    IF NOT app_is_admin() THEN
      RETURN false;
    END IF;
    DELETE FROM totp_credentials c WHERE c.user_id = target;
    DELETE FROM recovery_codes c WHERE c.user_id = target;
    DELETE FROM passkeys c WHERE c.user_id = target;
    UPDATE users u SET two_factor_since = NULL WHERE u.id = target AND u.two_factor_since IS NOT NULL;
    RETURN FOUND;
  END
  $$;

-- Removes what has expired and serves nobody any more; returns how many rows.
CREATE FUNCTION forget_expired() RETURNS bigint
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
    )
    SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM resets) + (SELECT count(*) FROM spent)
         + (SELECT count(*) FROM unconfirmed) + (SELECT count(*) FROM attempts) + (SELECT count(*) FROM counters)
  $$;

-- What administrators see of the installation: figures only, of nobody in particular.
CREATE FUNCTION system_figures() RETURNS TABLE (mails_waiting bigint, database_version text, database_bytes bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT (SELECT count(*) FROM outgoing_mails), current_setting('server_version'),
           pg_database_size(current_database())
  $$;

-- Down Migration

DROP FUNCTION system_figures();
DROP FUNCTION forget_expired();
DROP FUNCTION admin_remove_second_factors(uuid);
DROP FUNCTION admin_end_login_sessions(uuid, text);
DROP FUNCTION audit_verify();
DROP FUNCTION audit_append(text, text, uuid, uuid, inet, jsonb, text);
DROP FUNCTION audit_hash(bytea, bigint, timestamptz, text, text, uuid, uuid, inet, jsonb, text);
DROP TRIGGER security_settings_tell ON security_settings;
DROP TRIGGER login_sessions_tell_deleted ON login_sessions;
DROP TRIGGER login_sessions_tell ON login_sessions;
DROP TRIGGER users_tell_deleted ON users;
DROP TRIGGER users_tell ON users;
DROP FUNCTION tell_callers();
DROP TRIGGER users_guard ON users;
DROP FUNCTION guard_users();
DROP TABLE audit_head;
DROP TABLE audit_log;
DROP TABLE rate_limits;
DROP TABLE limit_wishes;
ALTER TABLE quota_usage DROP COLUMN warned_at;
ALTER TABLE daily_limits DROP COLUMN reason;
DROP TABLE outgoing_mails;
DROP TABLE spent_tokens;
DROP TABLE passkeys;
DROP TABLE recovery_codes;
DROP TABLE totp_credentials;
DROP TABLE password_reset_tokens;
DROP TABLE security_settings;
DROP POLICY activity_logs_limits ON activity_logs;
ALTER TABLE login_sessions DROP COLUMN proved_at, DROP COLUMN method;
DROP TRIGGER users_quota_zone ON users;
DROP FUNCTION keep_quota_zone();
DROP FUNCTION quota_zone(users, timestamptz);
ALTER TABLE users DROP COLUMN former_zone_until, DROP COLUMN former_time_zone, DROP COLUMN two_factor_since;
