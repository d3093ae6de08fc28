-- A new e-mail address counts once its owner has confirmed it. Links end with what they were sent for, whoever ends it. What
-- keeps a mail from being sent is kept with it.

-- Up Migration

-- The address that a user wants to have, until the link in the mail to it is opened. One for each user: a newer wish takes
-- its place. It says nothing of whether somebody else has that address.
CREATE TABLE email_changes (
  user_id uuid NOT NULL,
  email text NOT NULL,
  email_key text NOT NULL,
  requested_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- Of the link, which is made when its mail is sent: single use, and only its hash is here.
  link_id uuid,
  token_hash bytea,
  CONSTRAINT email_changes_pkey PRIMARY KEY (user_id),
  CONSTRAINT email_changes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

ALTER TABLE email_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE email_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY email_changes_owner ON email_changes TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY email_changes_self ON email_changes
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- Links are for the address and the standing that they were made with: none made before opens anything after a user was
-- disabled or got another address, also where they are enabled again or get the old one back.
CREATE FUNCTION users_end_links() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    UPDATE password_reset_tokens SET used_at = clock_timestamp() WHERE user_id = NEW.id AND used_at IS NULL;
    DELETE FROM email_changes WHERE user_id = NEW.id;
    DELETE FROM outgoing_mails
      WHERE user_id = NEW.id AND kind IN ('password_reset', 'invitation', 'email_confirmation');
    RETURN NULL;
  END
  $$;
CREATE TRIGGER users_end_links AFTER UPDATE OF is_active, email_key ON users
  FOR EACH ROW WHEN ((OLD.is_active AND NOT NEW.is_active) OR OLD.email_key IS DISTINCT FROM NEW.email_key)
  EXECUTE FUNCTION users_end_links();

ALTER TABLE outgoing_mails
  -- Why it could not be sent the last time: codes of the connection and of the mail server, never their words, which may
  -- name people.
  ADD COLUMN last_error text,
  ADD COLUMN last_error_at timestamptz,
  ADD CONSTRAINT outgoing_mails_last_error_check CHECK (length(last_error) <= 200);

-- What keeps mails from being sent, for administrators: the latest of all that wait, of nobody in particular.
CREATE FUNCTION last_mail_error() RETURNS TABLE (error text, at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT m.last_error, m.last_error_at FROM outgoing_mails m
    WHERE m.last_error IS NOT NULL ORDER BY m.last_error_at DESC LIMIT 1
  $$;

-- Down Migration

DROP FUNCTION last_mail_error();
ALTER TABLE outgoing_mails
  DROP CONSTRAINT outgoing_mails_last_error_check,
  DROP COLUMN last_error_at,
  DROP COLUMN last_error;
DROP TRIGGER users_end_links ON users;
DROP FUNCTION users_end_links();
DROP TABLE email_changes;
