-- Profiles of other people that an account has read, for a day: reading one costs a call under the account's cap. They are
-- each account's own, so that nothing passes between users. The rules for row-level security are those of 0000.

-- Up Migration

CREATE TABLE instagram_profiles (
  account_id uuid NOT NULL,
  user_id uuid NOT NULL,
  pk text NOT NULL,
  username text NOT NULL,
  full_name text NOT NULL,
  is_private boolean NOT NULL,
  is_verified boolean NOT NULL,
  -- What Instagram did not tell is null.
  followers integer,
  following integer,
  posts integer,
  biography text,
  is_business boolean,
  has_picture boolean,
  read_at timestamptz NOT NULL,
  CONSTRAINT instagram_profiles_pkey PRIMARY KEY (account_id, user_id, pk),
  CONSTRAINT instagram_profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT instagram_profiles_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE
);
CREATE INDEX instagram_profiles_user_id_idx ON instagram_profiles (user_id);
CREATE INDEX instagram_profiles_read_at_idx ON instagram_profiles (read_at);

ALTER TABLE instagram_profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE instagram_profiles FORCE ROW LEVEL SECURITY;
CREATE POLICY instagram_profiles_owner ON instagram_profiles TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY instagram_profiles_self ON instagram_profiles
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- Housekeeping, across users: removes what is older than a day.
CREATE FUNCTION forget_profiles() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH forgotten AS (
      DELETE FROM instagram_profiles WHERE read_at < now() - interval '1 day' RETURNING 1
    )
    SELECT count(*) FROM forgotten
  $$;

-- Down Migration

DROP FUNCTION forget_profiles();
DROP TABLE instagram_profiles;
