-- What people keep for their jobs: hashtags, locations, texts for messages, and lists of names. A user's own are theirs alone;
-- opt-outs hold for the whole installation. The rules for row-level security are those of 0000.

-- Up Migration

CREATE TABLE hashtags (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  tag text NOT NULL,
  note text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT hashtags_pkey PRIMARY KEY (id),
  CONSTRAINT hashtags_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT hashtags_tag_key UNIQUE (user_id, tag)
);
CREATE INDEX hashtags_page_idx ON hashtags (user_id, created_at, id);

CREATE TABLE locations (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  pk text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT locations_pkey PRIMARY KEY (id),
  CONSTRAINT locations_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT locations_pk_key UNIQUE (user_id, pk)
);
CREATE INDEX locations_page_idx ON locations (user_id, created_at, id);

CREATE TABLE dm_templates (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  name text NOT NULL,
  text text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT dm_templates_pkey PRIMARY KEY (id),
  CONSTRAINT dm_templates_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT dm_templates_name_key UNIQUE (user_id, name),
  -- Of code points, as the contracts count them.
  CONSTRAINT dm_templates_text_check CHECK (length(text) BETWEEN 1 AND 1000)
);
CREATE INDEX dm_templates_page_idx ON dm_templates (user_id, created_at, id);

-- Whom the bot leaves alone.
-- account_id NULL counts for all of the user's accounts. A person is known by name, by pk, or by both.
CREATE TABLE block_list (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  account_id uuid,
  username text,
  pk text,
  note text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT block_list_pkey PRIMARY KEY (id),
  CONSTRAINT block_list_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT block_list_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE,
  CONSTRAINT block_list_named_check CHECK (username IS NOT NULL OR pk IS NOT NULL)
);
CREATE UNIQUE INDEX block_list_username_key ON block_list (user_id, username, account_id) NULLS NOT DISTINCT
  WHERE username IS NOT NULL;
CREATE UNIQUE INDEX block_list_pk_key ON block_list (user_id, pk, account_id) NULLS NOT DISTINCT WHERE pk IS NOT NULL;
CREATE INDEX block_list_page_idx ON block_list (user_id, created_at, id);
CREATE INDEX block_list_account_id_idx ON block_list (account_id, user_id);

-- Whom the bot never unfollows.
-- account_id NULL counts for all of the user's accounts. A person is known by name, by pk, or by both.
CREATE TABLE allow_list (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  account_id uuid,
  username text,
  pk text,
  note text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT allow_list_pkey PRIMARY KEY (id),
  CONSTRAINT allow_list_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT allow_list_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE,
  CONSTRAINT allow_list_named_check CHECK (username IS NOT NULL OR pk IS NOT NULL)
);
CREATE UNIQUE INDEX allow_list_username_key ON allow_list (user_id, username, account_id) NULLS NOT DISTINCT
  WHERE username IS NOT NULL;
CREATE UNIQUE INDEX allow_list_pk_key ON allow_list (user_id, pk, account_id) NULLS NOT DISTINCT WHERE pk IS NOT NULL;
CREATE INDEX allow_list_page_idx ON allow_list (user_id, created_at, id);
CREATE INDEX allow_list_account_id_idx ON allow_list (account_id, user_id);

-- People who asked to be left alone by everybody here. Users see the names through opt_outs_shown, and not who added them.
CREATE TABLE opt_outs (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  username text,
  pk text,
  note text,
  added_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT opt_outs_pkey PRIMARY KEY (id),
  CONSTRAINT opt_outs_added_by_fkey FOREIGN KEY (added_by) REFERENCES users (id) ON DELETE SET NULL,
  CONSTRAINT opt_outs_username_key UNIQUE (username),
  CONSTRAINT opt_outs_pk_key UNIQUE (pk),
  CONSTRAINT opt_outs_named_check CHECK (username IS NOT NULL OR pk IS NOT NULL)
);
CREATE INDEX opt_outs_page_idx ON opt_outs (created_at, id);
CREATE INDEX opt_outs_added_by_idx ON opt_outs (added_by);

ALTER TABLE hashtags ENABLE ROW LEVEL SECURITY;
ALTER TABLE hashtags FORCE ROW LEVEL SECURITY;
CREATE POLICY hashtags_owner ON hashtags TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY hashtags_self ON hashtags
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

ALTER TABLE locations ENABLE ROW LEVEL SECURITY;
ALTER TABLE locations FORCE ROW LEVEL SECURITY;
CREATE POLICY locations_owner ON locations TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY locations_self ON locations
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

ALTER TABLE dm_templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE dm_templates FORCE ROW LEVEL SECURITY;
CREATE POLICY dm_templates_owner ON dm_templates TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY dm_templates_self ON dm_templates
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

ALTER TABLE block_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE block_list FORCE ROW LEVEL SECURITY;
CREATE POLICY block_list_owner ON block_list TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY block_list_self ON block_list
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

ALTER TABLE allow_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE allow_list FORCE ROW LEVEL SECURITY;
CREATE POLICY allow_list_owner ON allow_list TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY allow_list_self ON allow_list
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

ALTER TABLE opt_outs ENABLE ROW LEVEL SECURITY;
ALTER TABLE opt_outs FORCE ROW LEVEL SECURITY;
CREATE POLICY opt_outs_owner ON opt_outs TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY opt_outs_admin ON opt_outs
  USING (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin()))
  WITH CHECK (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin()));

-- Adds people of whom the name, the pk or both are given, side by side; returns those that were not there before. Where one of
-- the two was known, the other is filled in. Refuses more than `most` of one user, and a transaction without a user.
CREATE FUNCTION opt_outs_add(names text[], pks text[], why text, most integer)
  RETURNS TABLE (id uuid, username text, pk text, created_at timestamptz, us bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  DECLARE
    me uuid := (SELECT u.id FROM users u WHERE u.id = nullif(current_setting('app.user_id', true), '')::uuid);
  BEGIN
    IF me IS NULL THEN
      RETURN;
    END IF;
    IF (SELECT count(*) FROM opt_outs o WHERE o.added_by = me) + cardinality(names) > most THEN
      RAISE EXCEPTION 'too many opt-outs' USING ERRCODE = 'check_violation', CONSTRAINT = 'opt_outs_room';
    END IF;
    UPDATE opt_outs o SET pk = w.pk FROM unnest(names, pks) AS w (username, pk)
    WHERE o.username = w.username AND o.pk IS NULL AND w.pk IS NOT NULL
      AND NOT EXISTS (SELECT FROM opt_outs other WHERE other.pk = w.pk);
    UPDATE opt_outs o SET username = w.username FROM unnest(names, pks) AS w (username, pk)
    WHERE o.pk = w.pk AND o.username IS NULL AND w.username IS NOT NULL
      AND NOT EXISTS (SELECT FROM opt_outs other WHERE other.username = w.username);
    RETURN QUERY
      INSERT INTO opt_outs AS o (username, pk, note, added_by, created_at)
      SELECT w.username, w.pk, why, me, clock_timestamp() FROM unnest(names, pks) AS w (username, pk)
      ON CONFLICT DO NOTHING
      RETURNING o.id, o.username, o.pk, o.created_at, (extract(epoch FROM o.created_at) * 1000000)::bigint;
  END
  $$;

-- A page of the names, the newest first, behind a row's time (microseconds since 1970) and id.
CREATE FUNCTION opt_outs_shown(needle text, before_us bigint, before_id uuid, most integer)
  RETURNS TABLE (id uuid, username text, pk text, created_at timestamptz, us bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT o.id, o.username, o.pk, o.created_at, (extract(epoch FROM o.created_at) * 1000000)::bigint
    FROM opt_outs o
    WHERE nullif(current_setting('app.user_id', true), '') IS NOT NULL
      AND (needle IS NULL OR strpos(o.username, needle) > 0 OR o.pk = needle)
      AND (before_us IS NULL
           OR (o.created_at, o.id) < (timestamptz 'epoch' + before_us * interval '1 microsecond', before_id))
    ORDER BY o.created_at DESC, o.id DESC LIMIT most
  $$;

-- Which of these people opted out, by their place from 1. Name and pk of one person have the same place.
CREATE FUNCTION opted_out(names text[], pks text[]) RETURNS TABLE (place bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT t.place FROM unnest(names, pks) WITH ORDINALITY AS t (username, pk, place)
    WHERE EXISTS (SELECT FROM opt_outs o WHERE o.username = t.username)
       OR EXISTS (SELECT FROM opt_outs o WHERE o.pk = t.pk)
  $$;

-- Down Migration

DROP FUNCTION opted_out(text[], text[]);
DROP FUNCTION opt_outs_shown(text, bigint, uuid, integer);
DROP FUNCTION opt_outs_add(text[], text[], text, integer);
DROP TABLE opt_outs;
DROP TABLE allow_list;
DROP TABLE block_list;
DROP TABLE dm_templates;
DROP TABLE locations;
DROP TABLE hashtags;
