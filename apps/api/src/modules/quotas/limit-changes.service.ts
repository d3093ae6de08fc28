import { Injectable } from '@nestjs/common';
import {
  ACTIONS,
  LIMIT_FIELDS,
  type LimitField,
  type Limits,
  type LimitWords,
  type Message,
  say,
  type SetLimits,
  type SetWishes,
} from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import { belongsToNothing } from '../../platform/database/database-errors.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { ActivityService, EventsService } from '../activity/index.ts';
import { AuditService } from '../audit/index.ts';
import { UsersService } from '../users/index.ts';
import { LimitsRepository } from './limits.repository.ts';
import { QuotasService } from './quotas.service.ts';
import { WishesRepository } from './wishes.repository.ts';

type Numbers = Readonly<Partial<Record<LimitField, number | null | undefined>>>;

const named = (numbers: Numbers) =>
  ACTIONS.flatMap((action) => {
    const number = numbers[LIMIT_FIELDS[action]];
    return number === undefined ? [] : [{ action, field: LIMIT_FIELDS[action], number }];
  });

/** What the audit log keeps of a change: the numbers that were named, as they were and as they are. */
const changeOf = (before: Numbers | null, after: Numbers) => ({
  before: Object.fromEntries(named(after).map(({ field }) => [field, before?.[field] ?? null])),
  after: Object.fromEntries(named(after).map(({ field, number }) => [field, number])),
});

/** What the activity log says of it. */
const limitsOf = (numbers: Numbers) =>
  Object.fromEntries(named(numbers).map(({ action, number }) => [action, number])) as LimitWords;

/** The user has just been deleted. */
const unlessGone = (error: unknown): never => {
  throw belongsToNothing(error) ? new AppError('NOT_FOUND') : error;
};

/** Administrators set limits for everyone; each user may set lower ones for themselves. */
@Injectable()
export class LimitChangesService {
  constructor(
    private readonly db: Database,
    private readonly limits: LimitsRepository,
    private readonly wishes: WishesRepository,
    private readonly quotas: QuotasService,
    private readonly users: UsersService,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly audit: AuditService,
  ) {}

  /** The global default; answers the administrator's own limits. */
  async setDefault(admin: Caller, body: SetLimits): Promise<Limits> {
    const message = say('limits.default_set', { limits: limitsOf(body), reason: body.reason });
    await this.db.asAdmin(admin.id, async (tx) => {
      await this.set(tx, null, body, message);
      await this.events.publishToEverybody(tx);
    });
    return this.quotas.own(admin.id);
  }

  /** @throws AppError NOT_FOUND */
  async setOfUser(admin: Caller, userId: string, body: SetLimits): Promise<Limits> {
    await this.users.getFor(admin, userId);
    const message = say('limits.set', { limits: limitsOf(body), reason: body.reason });
    await this.db.asAdmin(admin.id, (tx) => this.set(tx, userId, body, message)).catch(unlessGone);
    return this.quotas.own(userId);
  }

  /** Back to the global default. @throws AppError NOT_FOUND */
  async clearOfUser(admin: Caller, userId: string): Promise<void> {
    await this.users.getFor(admin, userId);
    const clear = async (tx: Tx) => {
      const before = await this.limits.findSetForUpdate(tx, userId);
      if (!(await this.limits.clear(tx, userId))) return;
      await this.tell(tx, userId, say('limits.cleared'));
      await this.audit.append(tx, { action: 'limits_cleared', subjectId: userId, details: { before } });
    };
    await this.db.asAdmin(admin.id, clear).catch(unlessGone);
  }

  /** A user's own lower limits; null takes one back. @throws AppError NOT_FOUND for another user's */
  setWishes(caller: Caller, userId: string, body: SetWishes): Promise<Limits> {
    if (caller.id !== userId) throw new AppError('NOT_FOUND');
    return this.db.asUser(userId, async (tx) => {
      const before = await this.wishes.findForUpdate(tx);
      await this.wishes.set(tx, body);
      await this.tell(tx, userId, say('limits.wished', { limits: limitsOf(body) }));
      const limits = await this.quotas.today(tx, userId);
      await this.audit.append(tx, { action: 'wishes_changed', subjectId: userId, details: changeOf(before, body) });
      return limits;
    });
  }

  private async set(tx: Tx, userId: string | null, body: SetLimits, message: Message): Promise<void> {
    const before = await this.limits.findSetForUpdate(tx, userId);
    await this.limits.set(tx, userId, body, tx.userId);
    await this.tell(tx, userId ?? tx.userId, message);
    const { reason } = body;
    await this.audit.append(tx, {
      action: 'limits_changed',
      subjectId: userId,
      details: { ...changeOf(before, body), ...(reason ? { reason } : {}) },
    });
  }

  /** Sent with the change it tells of, or neither. */
  private tell(tx: Tx, userId: string, message: Message): Promise<void> {
    return this.activity.append(tx, { userId, action: 'limits_changed', status: 'info', message }, [['quota', userId]]);
  }
}
