import { Injectable } from '@nestjs/common';
import {
  ACTION_LABELS,
  ACTIONS,
  LIMIT_FIELDS,
  type LimitField,
  type Limits,
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

/** Such as `12 follows, likes as allowed`. */
const inWords = (numbers: Numbers): string =>
  named(numbers)
    .map(({ action, number }) => {
      const { one, many } = ACTION_LABELS[action];
      if (number === null) return `${many} as allowed`;
      return `${number} ${number === 1 ? one : many}`;
    })
    .join(', ');

const withReason = (text: string, reason: string | undefined): string => (reason ? `${text} Reason: ${reason}` : text);

/** Of somebody who was deleted in this moment. */
const unlessGone = (error: unknown): never => {
  throw belongsToNothing(error) ? new AppError('NOT_FOUND') : error;
};

/** Who sets limits: administrators for everybody, and everybody lower ones for themselves. */
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
    const message = withReason(`You set the default limits for a day: ${inWords(body)}.`, body.reason);
    await this.db.asAdmin(admin.id, async (tx) => {
      await this.set(tx, null, body, message);
      await this.events.publishToEverybody(tx);
    });
    return this.quotas.own(admin.id);
  }

  /** @throws AppError NOT_FOUND */
  async setOfUser(admin: Caller, userId: string, body: SetLimits): Promise<Limits> {
    await this.users.getFor(admin, userId);
    const message = withReason(`An administrator set your limits for a day: ${inWords(body)}.`, body.reason);
    await this.db.asAdmin(admin.id, (tx) => this.set(tx, userId, body, message)).catch(unlessGone);
    return this.quotas.own(userId);
  }

  /** Back to the global default. @throws AppError NOT_FOUND */
  async clearOfUser(admin: Caller, userId: string): Promise<void> {
    await this.users.getFor(admin, userId);
    const clear = async (tx: Tx) => {
      const before = await this.limits.findSetForUpdate(tx, userId);
      if (!(await this.limits.clear(tx, userId))) return;
      await this.tell(tx, userId, 'An administrator put your limits back to the default.');
      await this.audit.append(tx, { action: 'limits_cleared', subjectId: userId, details: { before } });
    };
    await this.db.asAdmin(admin.id, clear).catch(unlessGone);
  }

  /** A user's own lower limits; null takes one back. @throws AppError NOT_FOUND for somebody else's */
  setWishes(caller: Caller, userId: string, body: SetWishes): Promise<Limits> {
    if (caller.id !== userId) throw new AppError('NOT_FOUND');
    return this.db.asUser(userId, async (tx) => {
      const before = await this.wishes.findForUpdate(tx);
      await this.wishes.set(tx, body);
      await this.tell(tx, userId, `You set your own limits for a day: ${inWords(body)}.`);
      const limits = await this.quotas.today(tx, userId);
      await this.audit.append(tx, { action: 'wishes_changed', subjectId: userId, details: changeOf(before, body) });
      return limits;
    });
  }

  private async set(tx: Tx, userId: string | null, body: SetLimits, message: string): Promise<void> {
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

  /** With the change that it tells of, or neither. */
  private tell(tx: Tx, userId: string, message: string): Promise<void> {
    return this.activity.write(tx, { userId, action: 'limits_changed', status: 'info', message }, [['quota', userId]]);
  }
}
