-- A row that names an account and a user names the account of that user. Row-level security lets the app's role write
-- rows of the user that it works for; without this, such a row could name somebody else's account.

-- Up Migration

ALTER TABLE instagram_credentials ADD CONSTRAINT instagram_credentials_owner_key UNIQUE (id, user_id);
ALTER TABLE bot_jobs ADD CONSTRAINT bot_jobs_owner_key UNIQUE (id, user_id);

-- Rows that break the rule were never written by this product. What may lose its account stays.
DELETE FROM interactions i
WHERE NOT EXISTS (SELECT FROM instagram_credentials c WHERE c.id = i.account_id AND c.user_id = i.user_id)
   OR NOT EXISTS (SELECT FROM bot_jobs j WHERE j.id = i.job_id AND j.user_id = i.user_id);
DELETE FROM bot_jobs j
WHERE NOT EXISTS (SELECT FROM instagram_credentials c WHERE c.id = j.account_id AND c.user_id = j.user_id);
DELETE FROM user_bot_status s
WHERE NOT EXISTS (SELECT FROM instagram_credentials c WHERE c.id = s.account_id AND c.user_id = s.user_id);
DELETE FROM session_openings o
WHERE NOT EXISTS (SELECT FROM instagram_credentials c WHERE c.id = o.account_id AND c.user_id = o.user_id);
DELETE FROM quota_usage q
WHERE q.account_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM instagram_credentials c WHERE c.id = q.account_id AND c.user_id = q.user_id);
-- Accounts that were removed are named here too.
UPDATE activity_logs l SET account_id = NULL
WHERE l.account_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM instagram_credentials c WHERE c.id = l.account_id AND c.user_id = l.user_id);

ALTER TABLE user_bot_status
  DROP CONSTRAINT user_bot_status_account_id_fkey,
  ADD CONSTRAINT user_bot_status_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE;
ALTER TABLE bot_jobs
  DROP CONSTRAINT bot_jobs_account_id_fkey,
  ADD CONSTRAINT bot_jobs_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE;
ALTER TABLE interactions
  DROP CONSTRAINT interactions_account_id_fkey,
  DROP CONSTRAINT interactions_job_id_fkey,
  ADD CONSTRAINT interactions_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE,
  ADD CONSTRAINT interactions_job_id_fkey
    FOREIGN KEY (job_id, user_id) REFERENCES bot_jobs (id, user_id) ON DELETE CASCADE;
ALTER TABLE quota_usage
  DROP CONSTRAINT quota_usage_account_id_fkey,
  ADD CONSTRAINT quota_usage_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE;
ALTER TABLE session_openings
  DROP CONSTRAINT session_openings_account_id_fkey,
  ADD CONSTRAINT session_openings_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE;
-- What an account did stays in the log when the account is removed.
ALTER TABLE activity_logs
  ADD CONSTRAINT activity_logs_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE SET NULL (account_id);

-- Down Migration

ALTER TABLE activity_logs DROP CONSTRAINT activity_logs_account_id_fkey;
ALTER TABLE session_openings
  DROP CONSTRAINT session_openings_account_id_fkey,
  ADD CONSTRAINT session_openings_account_id_fkey
    FOREIGN KEY (account_id) REFERENCES instagram_credentials (id) ON DELETE CASCADE;
ALTER TABLE quota_usage
  DROP CONSTRAINT quota_usage_account_id_fkey,
  ADD CONSTRAINT quota_usage_account_id_fkey
    FOREIGN KEY (account_id) REFERENCES instagram_credentials (id) ON DELETE CASCADE;
ALTER TABLE interactions
  DROP CONSTRAINT interactions_account_id_fkey,
  DROP CONSTRAINT interactions_job_id_fkey,
  ADD CONSTRAINT interactions_account_id_fkey
    FOREIGN KEY (account_id) REFERENCES instagram_credentials (id) ON DELETE CASCADE,
  ADD CONSTRAINT interactions_job_id_fkey FOREIGN KEY (job_id) REFERENCES bot_jobs (id) ON DELETE CASCADE;
ALTER TABLE bot_jobs
  DROP CONSTRAINT bot_jobs_account_id_fkey,
  ADD CONSTRAINT bot_jobs_account_id_fkey
    FOREIGN KEY (account_id) REFERENCES instagram_credentials (id) ON DELETE CASCADE,
  DROP CONSTRAINT bot_jobs_owner_key;
ALTER TABLE user_bot_status
  DROP CONSTRAINT user_bot_status_account_id_fkey,
  ADD CONSTRAINT user_bot_status_account_id_fkey
    FOREIGN KEY (account_id) REFERENCES instagram_credentials (id) ON DELETE CASCADE;
ALTER TABLE instagram_credentials DROP CONSTRAINT instagram_credentials_owner_key;
