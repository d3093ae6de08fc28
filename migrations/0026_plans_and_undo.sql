-- Plans that wait for approval, jobs that take back what another did, and users whose jobs an administrator approves
-- (docs/decisions/0028-schedules-plans-and-undo.md).

-- Up Migration

ALTER TABLE users ADD COLUMN needs_approval boolean NOT NULL DEFAULT false;

ALTER TABLE bot_jobs
  DROP CONSTRAINT bot_jobs_state_check,
  ADD CONSTRAINT bot_jobs_state_check CHECK (
    state IN ('planning', 'planned', 'queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled')
  ),
  -- Rises with every change of the plan; 0: the job has none.
  ADD COLUMN plan_version integer NOT NULL DEFAULT 0,
  ADD COLUMN planned_at timestamptz,
  -- Administrators were told of a plan that they have to approve.
  ADD COLUMN approval_told boolean NOT NULL DEFAULT false,
  ADD COLUMN approved_at timestamptz,
  ADD COLUMN approved_by uuid,
  -- Each target is looked at again before it is acted on, since time went by after it was chosen.
  ADD COLUMN looks_again boolean NOT NULL DEFAULT false,
  -- The job that this one takes back.
  ADD COLUMN undo_of uuid;
CREATE INDEX bot_jobs_planning_idx ON bot_jobs (account_id) WHERE state = 'planning';
CREATE INDEX bot_jobs_planned_idx ON bot_jobs (planned_at) WHERE state = 'planned';
CREATE INDEX bot_jobs_undo_idx ON bot_jobs (undo_of) WHERE undo_of IS NOT NULL;

-- As before, and whether jobs need approval is an administrator's to change too.
CREATE OR REPLACE FUNCTION guard_users() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    -- session_user is the app's role, or the owner itself in migrations and tests.
    IF TG_OP = 'UPDATE' AND (NEW.role <> OLD.role OR NEW.is_active <> OLD.is_active OR NEW.needs_approval <> OLD.needs_approval)
       AND session_user <> current_user AND NOT app_is_admin() THEN
      RAISE EXCEPTION 'role, state and approval are for administrators to change' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.role = 'admin' AND OLD.is_active
       AND (TG_OP = 'DELETE' OR NEW.role <> 'admin' OR NOT NEW.is_active) THEN
      PERFORM pg_advisory_xact_lock(hashtext('guard_users'));
      IF NOT EXISTS (SELECT FROM users u WHERE u.role = 'admin' AND u.is_active AND u.id <> OLD.id) THEN
        RAISE EXCEPTION 'this is the last administrator'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'users_last_admin';
      END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
      RETURN OLD;
    END IF;
    RETURN NEW;
  END
  $$;

-- Plans that nobody approved in time.
CREATE FUNCTION plans_expired(planned_before timestamptz, most integer)
  RETURNS TABLE (id uuid, user_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT j.id, j.user_id FROM bot_jobs j WHERE j.state = 'planned' AND j.planned_at < planned_before
    ORDER BY j.planned_at LIMIT most
  $$;

-- Plans that an administrator has to approve, each once; for the notification of administrators.
CREATE FUNCTION plans_to_tell(most integer)
  RETURNS TABLE (id uuid, username text)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    UPDATE bot_jobs j SET approval_told = true
    FROM (SELECT o.id, u.username FROM bot_jobs o JOIN users u ON u.id = o.user_id
          WHERE o.state = 'planned' AND NOT o.approval_told AND u.needs_approval
          ORDER BY o.planned_at LIMIT most FOR UPDATE OF o SKIP LOCKED) untold
    WHERE j.id = untold.id RETURNING j.id, untold.username
  $$;

-- As before, and the accounts of jobs that are being planned: those have turns also while their bot is stopped.
CREATE OR REPLACE FUNCTION bots_without_turn(overdue_before timestamptz, most integer)
  RETURNS TABLE (account_id uuid, user_id uuid, turn_seq bigint)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH lost AS (
      (SELECT d.account_id FROM user_bot_status d
       WHERE d.bot_running AND d.next_turn_at < overdue_before AND (d.lease_until IS NULL OR d.lease_until < now())
       ORDER BY d.next_turn_at LIMIT most)
      UNION
      (SELECT j.account_id FROM bot_jobs j JOIN user_bot_status d ON d.account_id = j.account_id
       WHERE j.state IN ('queued', 'running', 'waiting') AND j.created_at < overdue_before
         AND d.bot_running AND d.session_valid AND d.next_turn_at IS NULL
         AND (d.lease_until IS NULL OR d.lease_until < now()) LIMIT most)
      UNION
      (SELECT j.account_id FROM bot_jobs j JOIN user_bot_status d ON d.account_id = j.account_id
       WHERE j.state = 'planning' AND j.created_at < overdue_before AND d.session_valid
         AND (d.next_turn_at IS NULL OR d.next_turn_at < overdue_before)
         AND (d.lease_until IS NULL OR d.lease_until < now()) LIMIT most)
    )
    UPDATE user_bot_status s SET turn_seq = s.turn_seq + 1, next_turn_at = now()
    FROM lost
    -- Asked again, because another sweeper may have been here in the meantime.
    WHERE s.account_id = lost.account_id
      AND (s.bot_running
           OR EXISTS (SELECT FROM bot_jobs j WHERE j.account_id = s.account_id AND j.state = 'planning'))
      AND (s.next_turn_at IS NULL OR s.next_turn_at < overdue_before)
      AND NOT EXISTS (SELECT FROM fleet_state f WHERE f.paused_at IS NOT NULL)
    RETURNING s.account_id, s.user_id, s.turn_seq
  $$;

-- Down Migration

CREATE OR REPLACE FUNCTION bots_without_turn(overdue_before timestamptz, most integer)
  RETURNS TABLE (account_id uuid, user_id uuid, turn_seq bigint)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH lost AS (
      (SELECT d.account_id FROM user_bot_status d
       WHERE d.bot_running AND d.next_turn_at < overdue_before AND (d.lease_until IS NULL OR d.lease_until < now())
       ORDER BY d.next_turn_at LIMIT most)
      UNION
      (SELECT j.account_id FROM bot_jobs j JOIN user_bot_status d ON d.account_id = j.account_id
       WHERE j.state IN ('queued', 'running', 'waiting') AND j.created_at < overdue_before
         AND d.bot_running AND d.session_valid AND d.next_turn_at IS NULL
         AND (d.lease_until IS NULL OR d.lease_until < now()) LIMIT most)
    )
    UPDATE user_bot_status s SET turn_seq = s.turn_seq + 1, next_turn_at = now()
    FROM lost
    -- Asked again, because another sweeper may have been here in the meantime.
    WHERE s.account_id = lost.account_id AND s.bot_running
      AND (s.next_turn_at IS NULL OR s.next_turn_at < overdue_before)
      AND NOT EXISTS (SELECT FROM fleet_state f WHERE f.paused_at IS NOT NULL)
    RETURNING s.account_id, s.user_id, s.turn_seq
  $$;
DROP FUNCTION plans_to_tell(integer);
DROP FUNCTION plans_expired(timestamptz, integer);

-- A plan that nobody approved is not carried out by a version that knows of no approval.
DELETE FROM interactions i USING bot_jobs j
WHERE j.id = i.job_id AND j.state IN ('planning', 'planned') AND i.state = 'planned';
UPDATE bot_jobs SET state = 'cancelled', finished_at = now() WHERE state IN ('planning', 'planned');
DROP INDEX bot_jobs_undo_idx;
DROP INDEX bot_jobs_planned_idx;
DROP INDEX bot_jobs_planning_idx;
ALTER TABLE bot_jobs
  DROP COLUMN undo_of,
  DROP COLUMN looks_again,
  DROP COLUMN approved_by,
  DROP COLUMN approved_at,
  DROP COLUMN approval_told,
  DROP COLUMN planned_at,
  DROP COLUMN plan_version,
  DROP CONSTRAINT bot_jobs_state_check,
  ADD CONSTRAINT bot_jobs_state_check CHECK (
    state IN ('queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled')
  );
CREATE OR REPLACE FUNCTION guard_users() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
  BEGIN
    -- session_user is the app's role, or the owner itself in migrations and tests.
    IF TG_OP = 'UPDATE' AND (NEW.role <> OLD.role OR NEW.is_active <> OLD.is_active)
       AND session_user <> current_user AND NOT app_is_admin() THEN
      RAISE EXCEPTION 'role and state are for administrators to change' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.role = 'admin' AND OLD.is_active
       AND (TG_OP = 'DELETE' OR NEW.role <> 'admin' OR NOT NEW.is_active) THEN
      PERFORM pg_advisory_xact_lock(hashtext('guard_users'));
      IF NOT EXISTS (SELECT FROM users u WHERE u.role = 'admin' AND u.is_active AND u.id <> OLD.id) THEN
        RAISE EXCEPTION 'this is the last administrator'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'users_last_admin';
      END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
      RETURN OLD;
    END IF;
    RETURN NEW;
  END
  $$;
ALTER TABLE users DROP COLUMN needs_approval;
