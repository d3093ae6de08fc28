import { Injectable } from '@nestjs/common';
import {
  type AccountChanges,
  type AccountDetailAnswer,
  type AccountPace,
  type WorkingHours,
  say,
} from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Secret } from '../../platform/crypto/secret.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { ActivityService, EventsService } from '../activity/index.ts';
import { type Egress, Proxies } from '../instagram/index.ts';
import { AccountLease } from './account-lease.ts';
import { AccountProxies } from './account-proxies.service.ts';
import { AccountSettingsRepository, type SettingsRow } from './account-settings.repository.ts';
import { toAccountView } from './accounts.mapper.ts';
import { type AccountRow, AccountsRepository } from './accounts.repository.ts';
import { AccountsService } from './accounts.service.ts';

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const hoursOf = ({
  hours_from_minute: from,
  hours_to_minute: to,
  work_days: days,
}: SettingsRow): WorkingHours | null =>
  from === null || to === null ? null : { from: timeOf(from), to: timeOf(to), ...(days ? { days } : {}) };
const paceOf = ({ own_gap_seconds: gap, own_caps: caps }: SettingsRow): AccountPace | null =>
  gap === null && caps === null ? null : { gap_seconds: gap, hourly_caps: caps ?? {} };

const DAYS_A_WEEK = 7;

/** What the owner of an account sets for it alone, and its end. */
@Injectable()
export class AccountSettingsService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly service: AccountsService,
    private readonly settings: AccountSettingsRepository,
    private readonly vault: AccountProxies,
    private readonly proxies: Proxies,
    private readonly lease: AccountLease,
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError NOT_FOUND */
  get(userId: string, id: string): Promise<AccountDetailAnswer> {
    return this.db.asUser(userId, (tx) => this.detail(tx, id));
  }

  /** A proxy counts from the next turn on, or from the next sign-in. @throws AppError NOT_FOUND, PROXY_REFUSED */
  async update(userId: string, id: string, changes: AccountChanges): Promise<AccountDetailAnswer> {
    const { proxy_url: typed, working_hours: hours, pace } = changes;
    await this.db.asUser(userId, (tx) => this.find(tx, id));
    const url = typed === undefined || typed === null ? null : new Secret(typed);
    // Names are looked up outside of a transaction: it takes as long as a foreign name server likes.
    if (url) await this.proxies.check(url);
    return this.db.asUser(userId, async (tx) => {
      if (typed !== undefined) await this.setProxy(tx, id, url);
      if (hours !== undefined) await this.setHours(tx, id, hours);
      if (pace !== undefined) await this.setPace(tx, id, pace);
      return this.detail(tx, id);
    });
  }

  /** Where the account's calls go through; null where it has no proxy. @throws AppError NOT_FOUND */
  egressOf(userId: string, id: string): Promise<Egress | null> {
    return this.db.asUser(userId, async (tx) => (await this.find(tx, id)).via);
  }

  /** Signs out at Instagram where it is connected, and forgets the account. @throws AppError NOT_FOUND */
  async remove(userId: string, id: string): Promise<void> {
    const account = await this.db.asUser(userId, (tx) => this.accounts.findById(tx, id));
    if (!account) throw new AppError('NOT_FOUND');
    if (account.has_session) await this.service.disconnect(userId, id);
    await this.lease.hold(userId, id, () =>
      this.db.asUser(userId, async (tx) => {
        await this.settings.remove(tx, id);
        await this.activity.append(tx, {
          action: 'account_removed',
          status: 'info',
          message: say('account.removed', { account: account.instagram_username }),
        });
        await this.events.publish(tx, 'bot', id);
      }),
    );
  }

  private async setProxy(tx: Tx, id: string, url: Secret<string> | null): Promise<void> {
    const account = await this.accounts.findById(tx, id);
    if (!account) throw new AppError('NOT_FOUND');
    await this.vault.store(tx, id, url);
    await this.activity.append(tx, {
      action: 'account_settings_changed',
      status: 'info',
      message: url
        ? say('account.proxy_set', { account: account.instagram_username, proxy: this.proxies.placeOf(url) })
        : say('account.proxy_removed', { account: account.instagram_username }),
      accountId: id,
    });
    await this.events.publish(tx, 'bot', id);
  }

  private async setHours(tx: Tx, id: string, hours: WorkingHours | null): Promise<void> {
    const { account } = await this.find(tx, id);
    const days = hours?.days && hours.days.length < DAYS_A_WEEK ? [...hours.days].sort((a, b) => a - b) : null;
    await this.settings.setHours(tx, id, hours && { from: minuteOf(hours.from), to: minuteOf(hours.to), days });
    await this.activity.append(tx, {
      action: 'account_settings_changed',
      status: 'info',
      message: hours
        ? say('account.hours_set', { account: account.instagram_username, from: hours.from, to: hours.to })
        : say('account.hours_cleared', { account: account.instagram_username }),
      accountId: id,
    });
    await this.events.publish(tx, 'bot', id);
  }

  private async setPace(tx: Tx, id: string, pace: AccountPace | null): Promise<void> {
    const { account } = await this.find(tx, id);
    await this.settings.setPace(tx, id, pace && { gapSeconds: pace.gap_seconds, caps: pace.hourly_caps });
    await this.activity.append(
      tx,
      {
        action: 'account_settings_changed',
        status: 'info',
        message: say(pace ? 'account.pace_set' : 'account.pace_cleared', { account: account.instagram_username }),
        accountId: id,
      },
      [['bot', id]],
    );
  }

  private async find(tx: Tx, id: string): Promise<{ account: AccountRow; settings: SettingsRow; via: Egress | null }> {
    const account = await this.accounts.findById(tx, id);
    const settings = account && (await this.settings.find(tx, id));
    if (!account || !settings) throw new AppError('NOT_FOUND');
    return { account, settings, via: this.readable({ ...settings, id, user_id: tx.userId }) };
  }

  /** A proxy that cannot be opened any more may still be replaced. */
  private readable(row: SettingsRow & { id: string; user_id: string }): Egress | null {
    try {
      return this.vault.of(row);
    } catch (error) {
      if (error instanceof AppError && ['SESSION_UNREADABLE', 'SEALING_KEY_MISSING'].includes(error.symbol))
        return null;
      throw error;
    }
  }

  private async detail(tx: Tx, id: string): Promise<AccountDetailAnswer> {
    const { account, settings, via } = await this.find(tx, id);
    return {
      success: true,
      account: {
        ...toAccountView(account, this.clock.now()),
        proxy_host: via && this.proxies.placeOf(via.url),
        device: settings.device_name,
        working_hours: hoursOf(settings),
        pace: paceOf(settings),
        connected: account.disconnected_at === null,
      },
    };
  }
}
