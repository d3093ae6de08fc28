-- API tokens: what a script carries instead of a sign-in. The rules for row-level security are those of 0000.

-- Up Migration

CREATE TABLE api_tokens (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL,
  -- SHA-256 of 256 random bits and the ids in front of them.
  token_hash bytea NOT NULL,
  permissions text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  CONSTRAINT api_tokens_pkey PRIMARY KEY (id),
  CONSTRAINT api_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT api_tokens_permissions_check CHECK (cardinality(permissions) > 0),
  CONSTRAINT api_tokens_expiry_check CHECK (expires_at > created_at)
);
CREATE INDEX api_tokens_user_id_idx ON api_tokens (user_id, created_at, id);

ALTER TABLE api_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_tokens FORCE ROW LEVEL SECURITY;
CREATE POLICY api_tokens_owner ON api_tokens TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY api_tokens_self ON api_tokens
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- A token that is removed, or changed by hand, is forgotten by all processes with the commit (see 0002).
CREATE TRIGGER api_tokens_tell AFTER UPDATE ON api_tokens FOR EACH ROW
  WHEN ((OLD.permissions, OLD.expires_at, OLD.token_hash) IS DISTINCT FROM (NEW.permissions, NEW.expires_at, NEW.token_hash))
  EXECUTE FUNCTION tell_callers('user_id');
CREATE TRIGGER api_tokens_tell_deleted AFTER DELETE ON api_tokens FOR EACH ROW EXECUTE FUNCTION tell_callers('user_id');

-- Down Migration

DROP TABLE api_tokens;
