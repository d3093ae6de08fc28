import { Injectable } from '@nestjs/common';
import {
  type CreateSchedule,
  type Job,
  type Message,
  say,
  type Schedule,
  type ScheduleChanges,
  type ScheduleList,
  type SchedulesQuery,
} from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { Database } from '../../../platform/database/database.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { validationError } from '../../../platform/errors/validation.ts';
import type { Caller } from '../../../platform/http/access.ts';
import { decodeDatedCursor, page } from '../../../platform/http/cursor.ts';
import { AccountsService } from '../../accounts/index.ts';
import { ActivityService } from '../../activity/index.ts';
import { JobViews } from '../jobs/job-views.ts';
import { nextRun, wrongWith } from './next-run.ts';
import { toScheduleView } from './schedule.mapper.ts';
import { ScheduleRuns } from './schedule-runs.ts';
import { MOST_SCHEDULES, type NewSchedule, SchedulesRepository } from './schedules.repository.ts';

/** Jobs whose body has to be confirmed each time cannot come by themselves. */
const needsConfirmation = ({ action, source }: { action: string; source: string }): boolean =>
  action === 'unfollow' && source === 'own_following';

const UNATTENDED = 'needs your confirmation each time; use the source followed_by_bot';

/** Schedules as people see, change and run them. */
@Injectable()
export class SchedulesService {
  constructor(
    private readonly db: Database,
    private readonly schedules: SchedulesRepository,
    private readonly runs: ScheduleRuns,
    private readonly jobs: JobViews,
    private readonly accounts: AccountsService,
    private readonly activity: ActivityService,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, { limit, cursor, account_id: accountId }: SchedulesQuery): Promise<ScheduleList> {
    const last = cursor ? decodeDatedCursor(cursor) : null;
    const after = last && { createdAt: last.at, id: last.id };
    const rows = await this.db.asUser(caller.id, (tx) => this.schedules.findPage(tx, accountId, limit + 1, after));
    return page(rows, limit, toScheduleView, (row) => [row.createdAt.toISOString(), row.id]);
  }

  /** @throws AppError VALIDATION_FAILED; NOT_FOUND, ACCOUNT_REQUIRED; CONFLICT where there are too many */
  create(caller: Caller, { name, job, cron, time_zone: zone, enabled }: CreateSchedule): Promise<Schedule> {
    return this.db.asUser(caller.id, async (tx) => {
      const accountId = await this.accountOf(tx, job);
      const timeZone = zone ?? (await this.schedules.timeZoneOf(tx));
      const row = await this.schedules.create(tx, this.checked({ accountId, name, job, cron, timeZone, enabled }));
      if (!row)
        throw new AppError('CONFLICT', { what: `You have ${MOST_SCHEDULES} schedules, as many as there may be.` });
      await this.tell(tx, row.accountId, 'schedule_created', say('schedule.created', { name }));
      return toScheduleView(row);
    });
  }

  /** @throws AppError VALIDATION_FAILED; NOT_FOUND */
  change(caller: Caller, id: string, changes: ScheduleChanges): Promise<Schedule> {
    return this.db.asUser(caller.id, async (tx) => {
      const before = await this.locked(tx, id);
      const job = changes.job ?? before.job;
      await this.schedules.update(
        tx,
        id,
        this.checked({
          accountId: changes.job ? await this.accountOf(tx, changes.job) : before.accountId,
          name: changes.name ?? before.name,
          job,
          cron: changes.cron ?? before.cron,
          timeZone: changes.time_zone ?? before.timeZone,
          enabled: changes.enabled ?? before.enabled,
        }),
      );
      const row = await this.get(tx, id);
      await this.tell(tx, row.accountId, 'schedule_changed', say('schedule.changed', { name: row.name }));
      return toScheduleView(row);
    });
  }

  /** @throws AppError NOT_FOUND */
  remove(caller: Caller, id: string): Promise<void> {
    return this.db.asUser(caller.id, async (tx) => {
      const row = await this.schedules.remove(tx, id);
      if (!row) throw new AppError('NOT_FOUND');
      await this.tell(tx, row.accountId, 'schedule_removed', say('schedule.removed', { name: row.name }));
    });
  }

  /** Beside its times. @throws AppError NOT_FOUND; what ScheduleRuns throws */
  run(caller: Caller, id: string): Promise<{ schedule: Schedule; job: Job }> {
    return this.db.asUser(caller.id, async (tx) => {
      const jobId = await this.runs.run(tx, await this.locked(tx, id));
      await this.schedules.recordRun(tx, id, this.clock.now(), { jobId });
      return { schedule: toScheduleView(await this.get(tx, id)), job: await this.jobs.get(tx, jobId) };
    });
  }

  /** @throws AppError VALIDATION_FAILED */
  private checked(schedule: Omit<NewSchedule, 'nextRunAt'>): NewSchedule {
    const { cron, timeZone, enabled, job } = schedule;
    const now = this.clock.now();
    const wrong = wrongWith(cron, now);
    if (wrong) throw validationError([{ path: ['cron'], message: wrong }]);
    if (needsConfirmation(job as { action: string; source: string })) {
      throw validationError([{ path: ['job', 'source'], message: UNATTENDED }]);
    }
    return { ...schedule, nextRunAt: enabled ? nextRun(cron, timeZone, now) : null };
  }

  private async accountOf(tx: Tx, job: { readonly account_id?: string | undefined }): Promise<string> {
    const account = await this.accounts.choose(tx, job.account_id);
    if (!account) throw new AppError('SESSION_INVALID');
    return account.id;
  }

  private async locked(tx: Tx, id: string) {
    const row = await this.schedules.lock(tx, id);
    if (!row) throw new AppError('NOT_FOUND');
    return row;
  }

  private async get(tx: Tx, id: string) {
    const row = await this.schedules.findById(tx, id);
    if (!row) throw new AppError('NOT_FOUND');
    return row;
  }

  private tell(tx: Tx, accountId: string, action: string, message: Message): Promise<void> {
    return this.activity.append(tx, { action, status: 'info', message, accountId });
  }
}
