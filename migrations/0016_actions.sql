-- Every action: what it is done to beside the person, what was sent, what was taken back, and who followed an account before
-- messages to new followers began. The rules for row-level security are those of 0000.

-- Up Migration

ALTER TABLE interactions
  -- What "never twice" is about: the id of a post or story, else the person's.
  ADD COLUMN object_id text,
  -- False for a person whose posts, stories or conversation have to be read before anything can be done.
  ADD COLUMN prepared boolean NOT NULL DEFAULT true,
  -- What the call needs or sent beside the ids: when a story was published, the text of a message.
  ADD COLUMN details jsonb,
  -- The interaction that took this one back.
  ADD COLUMN undone_by bigint;
UPDATE interactions SET object_id = target_pk;
ALTER TABLE interactions ALTER COLUMN object_id SET NOT NULL;

-- Never twice, unless it was taken back.
DROP INDEX interactions_once_key;
CREATE UNIQUE INDEX interactions_once_key ON interactions (account_id, action, object_id)
  WHERE state IN ('intended', 'confirmed', 'unknown', 'needs_review') AND undone_by IS NULL;
CREATE INDEX interactions_undone_idx ON interactions (account_id, action, object_id) WHERE undone_by IS NOT NULL;
DROP INDEX interactions_refused_idx;
CREATE INDEX interactions_refused_idx ON interactions (account_id, action, object_id) WHERE state = 'refused';
DROP INDEX interactions_job_target_key;
CREATE UNIQUE INDEX interactions_job_object_key ON interactions (job_id, object_id);
-- People of a job whose posts or stories were found already.
CREATE INDEX interactions_job_person_idx ON interactions (job_id, target_pk) WHERE object_id <> target_pk;
-- Outcomes that are not known, and those that wait for a review.
DROP INDEX interactions_open_idx;
CREATE INDEX interactions_open_idx ON interactions (account_id, job_id)
  WHERE state IN ('intended', 'unknown', 'needs_review');

-- So that of several jobs the one goes next that has waited the longest.
ALTER TABLE bot_jobs ADD COLUMN last_acted_at timestamptz;

-- Since when a person who is not in account_followers is a new follower; NULL: the list has not been read to its end yet.
ALTER TABLE user_bot_status ADD COLUMN followers_known_at timestamptz;

CREATE TABLE account_followers (
  account_id uuid NOT NULL,
  user_id uuid NOT NULL,
  pk text NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT account_followers_pkey PRIMARY KEY (account_id, pk),
  CONSTRAINT account_followers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT account_followers_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE CASCADE
);
CREATE INDEX account_followers_user_id_idx ON account_followers (user_id);

ALTER TABLE account_followers ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_followers FORCE ROW LEVEL SECURITY;
CREATE POLICY account_followers_owner ON account_followers TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY account_followers_self ON account_followers
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- Down Migration

DROP TABLE account_followers;
ALTER TABLE user_bot_status DROP COLUMN followers_known_at;
ALTER TABLE bot_jobs DROP COLUMN last_acted_at;

-- The version before knows one id and nothing that was taken back: of the same action on the same object the latest is kept.
DELETE FROM interactions i
WHERE i.undone_by IS NOT NULL
  AND EXISTS (SELECT FROM interactions later
              WHERE later.account_id = i.account_id AND later.action = i.action AND later.object_id = i.object_id
                AND later.id > i.id AND later.state IN ('intended', 'confirmed', 'unknown', 'needs_review'));
DROP INDEX interactions_open_idx;
DROP INDEX interactions_job_person_idx;
DROP INDEX interactions_job_object_key;
DROP INDEX interactions_refused_idx;
DROP INDEX interactions_undone_idx;
DROP INDEX interactions_once_key;
UPDATE interactions SET target_pk = object_id WHERE target_pk <> object_id;
ALTER TABLE interactions
  DROP COLUMN undone_by,
  DROP COLUMN details,
  DROP COLUMN prepared,
  DROP COLUMN object_id;
CREATE UNIQUE INDEX interactions_once_key ON interactions (account_id, action, target_pk)
  WHERE state IN ('intended', 'confirmed', 'unknown', 'needs_review');
CREATE INDEX interactions_refused_idx ON interactions (account_id, action, target_pk) WHERE state = 'refused';
CREATE UNIQUE INDEX interactions_job_target_key ON interactions (job_id, target_pk);
CREATE INDEX interactions_open_idx ON interactions (account_id, job_id) WHERE state IN ('intended', 'unknown');
