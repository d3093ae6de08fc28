-- People are made by functions alone: the policies of `users` let a transaction write the row of the user that it works
-- for, and so would let the app's role make itself a new administrator under a fresh id.
--
-- And open intents are found by their account: by their job alone, reading one account's back went through everybody's.

-- Up Migration

-- A new person, made by the administrator of the transaction, who must change the password at the first sign-in.
CREATE FUNCTION admin_create_user(name text, name_key text, mail text, mail_key text, hash text, as_role text, zone text)
  RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    new_id uuid := gen_random_uuid();
  BEGIN
    IF NOT app_is_admin() THEN
      RAISE EXCEPTION 'people are for administrators to make' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO users (id, username, username_key, email, email_key, password_hash, role, time_zone)
    VALUES (new_id, name, name_key, mail, mail_key, hash, as_role, zone);
    RETURN new_id;
  END
  $$;

DROP INDEX interactions_open_idx;
CREATE INDEX interactions_open_idx ON interactions (account_id, job_id) WHERE state IN ('intended', 'unknown');

-- Down Migration

DROP INDEX interactions_open_idx;
CREATE INDEX interactions_open_idx ON interactions (job_id) WHERE state IN ('intended', 'unknown');
DROP FUNCTION admin_create_user(text, text, text, text, text, text, text);
