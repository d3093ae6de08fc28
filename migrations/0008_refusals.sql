-- How often requests were refused, by person and code, for the error catalogue. What bots met is counted from their activity.

-- Up Migration

CREATE TABLE refused_requests (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  -- Who asked; null: nobody was signed in, which administrators alone see.
  user_id uuid,
  code text NOT NULL,
  times bigint NOT NULL,
  last_at timestamptz NOT NULL,
  CONSTRAINT refused_requests_pkey PRIMARY KEY (id),
  CONSTRAINT refused_requests_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT refused_requests_times_check CHECK (times > 0)
);
CREATE UNIQUE INDEX refused_requests_slot_key ON refused_requests (user_id, code) NULLS NOT DISTINCT;

ALTER TABLE refused_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE refused_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY refused_requests_owner ON refused_requests TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY refused_requests_self ON refused_requests FOR SELECT
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
CREATE POLICY refused_requests_admin ON refused_requests FOR SELECT
  USING (current_setting('app.scope', true) = 'admin' AND (SELECT app_is_admin()));

-- Adds what a process has counted since it last did, of all people together: a list of user_id, code, times and last_at, each
-- person and code once. What somebody was refused who was deleted meanwhile goes with them.
CREATE FUNCTION note_refusals(counted jsonb) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    INSERT INTO refused_requests AS r (user_id, code, times, last_at)
    SELECT c.user_id, c.code, c.times, c.last_at
    FROM jsonb_to_recordset(counted) AS c (user_id uuid, code text, times bigint, last_at timestamptz)
    WHERE c.user_id IS NULL OR EXISTS (SELECT FROM users u WHERE u.id = c.user_id)
    ORDER BY c.user_id, c.code
    ON CONFLICT (user_id, code) DO UPDATE
      SET times = r.times + excluded.times, last_at = greatest(r.last_at, excluded.last_at)
  $$;

-- Down Migration

DROP FUNCTION note_refusals(jsonb);
DROP TABLE refused_requests;
