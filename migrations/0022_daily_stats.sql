-- What was done by day, hour, action and source: kept in the transaction of each outcome, so that screens need not count the
-- ledger. The rules for row-level security are those of 0000.

-- Up Migration

CREATE TABLE daily_stats (
  user_id uuid NOT NULL,
  account_id uuid NOT NULL,
  -- Of the user's own calendar and clock at the time, the same day as that of the quota.
  day date NOT NULL,
  hour smallint NOT NULL,
  action text NOT NULL,
  source text NOT NULL,
  -- What the source is about, such as the hashtag; empty where it says it all.
  about text NOT NULL,
  done integer NOT NULL DEFAULT 0,
  skipped integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  unknown integer NOT NULL DEFAULT 0,
  CONSTRAINT daily_stats_pkey PRIMARY KEY (account_id, day, hour, action, source, about),
  CONSTRAINT daily_stats_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT daily_stats_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE,
  CONSTRAINT daily_stats_hour_check CHECK (hour BETWEEN 0 AND 23)
);
CREATE INDEX daily_stats_day_idx ON daily_stats (user_id, day);

ALTER TABLE daily_stats ENABLE ROW LEVEL SECURITY;
ALTER TABLE daily_stats FORCE ROW LEVEL SECURITY;
CREATE POLICY daily_stats_owner ON daily_stats TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY daily_stats_self ON daily_stats
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- What the ledger has from before. Targets that were left out have no time of their own: they count for their job's day.
INSERT INTO daily_stats (user_id, account_id, day, hour, action, source, about, done, skipped, failed, unknown)
SELECT i.user_id, i.account_id, t.day, t.hour, i.action, j.source, t.about,
       count(*) FILTER (WHERE i.state = 'confirmed'), count(*) FILTER (WHERE i.state = 'skipped'),
       count(*) FILTER (WHERE i.state = 'refused'), count(*) FILTER (WHERE i.state IN ('unknown', 'needs_review'))
FROM interactions i
JOIN bot_jobs j ON j.id = i.job_id
JOIN users u ON u.id = i.user_id
CROSS JOIN LATERAL (
  SELECT coalesce(i.quota_day, (at.local)::date) AS day, extract(hour FROM at.local)::smallint AS hour,
         coalesce(j.params ->> 'hashtag', j.params ->> 'username', j.params ->> 'location_pk', j.params ->> 'media', '') AS about
  FROM (SELECT coalesce(i.intended_at, j.created_at) AT TIME ZONE u.time_zone AS local) at
) t
WHERE i.state IN ('confirmed', 'skipped', 'refused', 'unknown', 'needs_review')
GROUP BY i.user_id, i.account_id, t.day, t.hour, i.action, j.source, t.about;

-- The ledger of an account, the newest first. Its condition holds for every row; only a statement that repeats it may use the
-- index, so that no statement of a turn goes through all that an account did.
CREATE INDEX interactions_account_idx ON interactions (account_id, id) WHERE id > 0;

-- Down Migration

DROP INDEX interactions_account_idx;
DROP TABLE daily_stats;
