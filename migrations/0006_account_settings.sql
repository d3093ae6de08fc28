-- Settings of an account: its one fixed proxy, its working hours, and the name of its device.

-- Up Migration

ALTER TABLE instagram_credentials
  -- The proxy's URL with its name and password, sealed like the session (AES-256-GCM, bound to this id and user).
  ADD COLUMN proxy_url_encrypted bytea,
  ADD COLUMN proxy_key_id text,
  -- What the account's device calls itself. It is not secret, and reading it opens no session.
  ADD COLUMN device_name text,
  -- When its bot may act, minutes of the user's own day; null: the standard of the installation.
  ADD COLUMN hours_from_minute integer,
  ADD COLUMN hours_to_minute integer,
  ADD CONSTRAINT instagram_credentials_proxy_check CHECK ((proxy_url_encrypted IS NULL) = (proxy_key_id IS NULL)),
  ADD CONSTRAINT instagram_credentials_hours_check CHECK (
    (hours_from_minute IS NULL) = (hours_to_minute IS NULL)
    AND hours_from_minute >= 0 AND hours_from_minute < hours_to_minute AND hours_to_minute < 1440
  );

-- A connection that ends takes its proxy along, whoever ends it: its person, or somebody who took the account over.
CREATE FUNCTION wipe_proxy() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
  AS $$
    BEGIN
      NEW.proxy_url_encrypted := NULL;
      NEW.proxy_key_id := NULL;
      RETURN NEW;
    END
  $$;
CREATE TRIGGER instagram_credentials_wipe_proxy BEFORE UPDATE OF disconnected_at ON instagram_credentials
  FOR EACH ROW WHEN (NEW.disconnected_at IS NOT NULL AND OLD.disconnected_at IS NULL)
  EXECUTE FUNCTION wipe_proxy();

-- Down Migration

DROP TRIGGER instagram_credentials_wipe_proxy ON instagram_credentials;
DROP FUNCTION wipe_proxy();
ALTER TABLE instagram_credentials
  DROP CONSTRAINT instagram_credentials_hours_check,
  DROP CONSTRAINT instagram_credentials_proxy_check,
  DROP COLUMN hours_to_minute,
  DROP COLUMN hours_from_minute,
  DROP COLUMN device_name,
  DROP COLUMN proxy_key_id,
  DROP COLUMN proxy_url_encrypted;
