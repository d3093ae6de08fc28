-- Where people are notified of what, and notifications on their way. The rules for row-level security are those of 0000.

-- Up Migration

CREATE TABLE notification_settings (
  user_id uuid NOT NULL,
  digest text NOT NULL DEFAULT 'off',
  -- When the last digest was made, or digests were switched on.
  digest_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT notification_settings_pkey PRIMARY KEY (user_id),
  CONSTRAINT notification_settings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT notification_settings_digest_check CHECK (digest IN ('daily', 'weekly', 'off'))
);

CREATE TABLE notification_channels (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  position smallint NOT NULL,
  kind text NOT NULL,
  -- An address, a chat; NULL: the user's e-mail address of that moment.
  target text,
  -- Signs webhooks, or is a bot's token; sealed (AES-256-GCM, bound to this id and user).
  secret_encrypted bytea,
  encryption_key_id text,
  events text[] NOT NULL,
  -- Minutes of the user's own day; may cross midnight.
  quiet_from_minute integer,
  quiet_to_minute integer,
  last_sent_at timestamptz,
  -- Why the last notification did not arrive.
  failed_at timestamptz,
  failed_because text,
  failed_status integer,
  failed_tries integer NOT NULL DEFAULT 0,
  gave_up boolean NOT NULL DEFAULT false,
  CONSTRAINT notification_channels_pkey PRIMARY KEY (id),
  CONSTRAINT notification_channels_owner_key UNIQUE (id, user_id),
  CONSTRAINT notification_channels_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT notification_channels_kind_check CHECK (kind IN ('mail', 'webhook', 'slack', 'discord', 'telegram')),
  CONSTRAINT notification_channels_sealed_check CHECK ((secret_encrypted IS NULL) = (encryption_key_id IS NULL)),
  CONSTRAINT notification_channels_quiet_check CHECK (
    (quiet_from_minute IS NULL) = (quiet_to_minute IS NULL)
    AND quiet_from_minute BETWEEN 0 AND 1439 AND quiet_to_minute BETWEEN 0 AND 1439
    AND quiet_from_minute <> quiet_to_minute
  )
);
CREATE INDEX notification_channels_user_id_idx ON notification_channels (user_id, position);

-- Written with what it tells of; the row goes when it was sent, or given up.
CREATE TABLE outgoing_notifications (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  channel_id uuid NOT NULL,
  event text NOT NULL,
  message_symbol text NOT NULL,
  params jsonb NOT NULL,
  account_id uuid,
  job_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT outgoing_notifications_pkey PRIMARY KEY (id),
  CONSTRAINT outgoing_notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT outgoing_notifications_channel_id_fkey
    FOREIGN KEY (channel_id, user_id) REFERENCES notification_channels (id, user_id) ON DELETE CASCADE,
  CONSTRAINT outgoing_notifications_account_id_fkey
    FOREIGN KEY (account_id, user_id) REFERENCES instagram_credentials (id, user_id) ON DELETE SET NULL (account_id)
);
CREATE INDEX outgoing_notifications_channel_id_idx ON outgoing_notifications (channel_id, user_id);
CREATE INDEX outgoing_notifications_user_id_idx ON outgoing_notifications (user_id);
CREATE INDEX outgoing_notifications_account_id_idx ON outgoing_notifications (account_id, user_id);

ALTER TABLE notification_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY notification_settings_owner ON notification_settings TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY notification_settings_self ON notification_settings
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

ALTER TABLE notification_channels ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification_channels FORCE ROW LEVEL SECURITY;
CREATE POLICY notification_channels_owner ON notification_channels TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY notification_channels_self ON notification_channels
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

ALTER TABLE outgoing_notifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE outgoing_notifications FORCE ROW LEVEL SECURITY;
CREATE POLICY outgoing_notifications_owner ON outgoing_notifications TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY outgoing_notifications_self ON outgoing_notifications
  USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid)
  WITH CHECK (user_id = nullif(current_setting('app.user_id', true), '')::uuid);

-- The administrators who want to be told of this event.
CREATE FUNCTION admins_to_notify(wanted text) RETURNS TABLE (user_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT u.id FROM users u
    WHERE u.role = 'admin' AND u.is_active
      AND EXISTS (SELECT FROM notification_channels c WHERE c.user_id = u.id AND wanted = ANY (c.events))
  $$;

-- When the latest digest of this kind is due, up to a moment: at 08:00 of the user's own day, or of Monday.
CREATE FUNCTION digest_due(digest text, zone text, at timestamptz) RETURNS timestamptz
  LANGUAGE sql STABLE
  AS $$
    SELECT (date_trunc(CASE digest WHEN 'weekly' THEN 'week' ELSE 'day' END, (at AT TIME ZONE zone) - interval '8 hours')
            + interval '8 hours') AT TIME ZONE zone
  $$;

-- Users whose digest is due and was not made yet.
CREATE FUNCTION users_to_digest(at timestamptz, most integer) RETURNS TABLE (user_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT s.user_id FROM notification_settings s JOIN users u ON u.id = s.user_id
    WHERE s.digest <> 'off' AND u.is_active AND s.digest_at < digest_due(s.digest, u.time_zone, at)
    LIMIT most
  $$;

-- Down Migration

DROP FUNCTION users_to_digest(timestamptz, integer);
DROP FUNCTION digest_due(text, text, timestamptz);
DROP FUNCTION admins_to_notify(text);
DROP TABLE outgoing_notifications;
DROP TABLE notification_channels;
DROP TABLE notification_settings;
