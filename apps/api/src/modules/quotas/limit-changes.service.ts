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
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { ActivityService } from '../activity/index.ts';
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
    private readonly audit: AuditService,
  ) {}

  /** The global default; answers the administrator's own limits. */
  async setDefault(admin: Caller, body: SetLimits): Promise<Limits> {
    await this.set(admin, null, body);
    return this.tell(admin.id, withReason(`You set the default limits for a day: ${inWords(body)}.`, body.reason));
  }

  /** @throws AppError NOT_FOUND */
  async setOfUser(admin: Caller, userId: string, body: SetLimits): Promise<Limits> {
    await this.users.getFor(admin, userId);
    await this.set(admin, userId, body);
    const message = `An administrator set your limits for a day: ${inWords(body)}.`;
    return this.tell(userId, withReason(message, body.reason));
  }

  /** Back to the global default. @throws AppError NOT_FOUND */
  async clearOfUser(admin: Caller, userId: string): Promise<void> {
    await this.users.getFor(admin, userId);
    const cleared = await this.db.asAdmin(admin.id, async (tx) => {
      const before = await this.limits.findSetForUpdate(tx, userId);
      if (!(await this.limits.clear(tx, userId))) return false;
      await this.audit.append(tx, { action: 'limits_cleared', subjectId: userId, details: { before } });
      return true;
    });
    if (cleared) await this.tell(userId, 'An administrator put your limits back to the default.');
  }

  /** A user's own lower limits; null takes one back. @throws AppError NOT_FOUND for somebody else's */
  setWishes(caller: Caller, userId: string, body: SetWishes): Promise<Limits> {
    if (caller.id !== userId) throw new AppError('NOT_FOUND');
    return this.db.asUser(userId, async (tx) => {
      const before = await this.wishes.findForUpdate(tx);
      await this.wishes.set(tx, body);
      const limits = await this.told(tx, `You set your own limits for a day: ${inWords(body)}.`);
      await this.audit.append(tx, { action: 'wishes_changed', subjectId: userId, details: changeOf(before, body) });
      return limits;
    });
  }

  private async set(admin: Caller, userId: string | null, body: SetLimits): Promise<void> {
    await this.db.asAdmin(admin.id, async (tx) => {
      const before = await this.limits.findSetForUpdate(tx, userId);
      await this.limits.set(tx, userId, body, admin.id);
      const { reason } = body;
      await this.audit.append(tx, {
        action: 'limits_changed',
        subjectId: userId,
        details: { ...changeOf(before, body), ...(reason ? { reason } : {}) },
      });
    });
  }

  /** In a transaction of the user who is told: an administrator writes nothing into the log of others. */
  private tell(userId: string, message: string): Promise<Limits> {
    return this.db.asUser(userId, (tx) => this.told(tx, message));
  }

  private async told(tx: Tx, message: string): Promise<Limits> {
    await this.activity.write(tx, { action: 'limits_changed', status: 'info', message }, [['quota', tx.userId]]);
    return this.quotas.today(tx, tx.userId);
  }
}
