import { Inject, Injectable } from '@nestjs/common';
import { type Action as Quota, type ErrorSymbol, jobSource } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { ListsService, type Standing } from '../../content/index.ts';
import { type QuotaLeft, QuotasService } from '../../quotas/index.ts';
import type { Action } from '../actions/action.ts';
import type { AccountPlan } from '../deciding/account-plan.ts';
import { hoursOf, ownPaceOf, type PaceSettings, quietUntil } from '../deciding/account-pace.ts';
import { jitterOf, spreadOf } from '../deciding/chance.ts';
import { type StandingBreaker, stoppedBy, tryReadAt, type Unknowns } from '../deciding/open-breakers.ts';
import { GAP_MS, hourlyWindowMs, LINGER_MS } from '../deciding/pace.ts';
import {
  type Candidate,
  type JobFacts,
  type PlannedPerson,
  READS_A_PAGE,
  type ReadFacts,
} from '../deciding/planner.ts';
import { readFacts, readsSince } from '../deciding/reads.ts';
import { Kinds } from '../kinds.ts';
import { ReadsRepository } from '../ledger/reads.repository.ts';
import { type OpenJobRow, OpenJobsRepository } from './open-jobs.repository.ts';
import { preparationOf } from './steps/filtering.ts';

/** An account as its facts are loaded: a turn that holds it, or what a request reads of it. */
export interface FactsOf {
  readonly lease: { readonly accountId: string };
  readonly account: PaceSettings & { readonly time_zone: string; readonly ramp: string };
  readonly lastActionAt: Date | null;
  /** Daily limits of which the account's share is used up, though the user's sum is not. */
  readonly usedUp: ReadonlySet<Quota>;
  /** The bot is stopped: only what is being planned goes on. */
  readonly readsOnly?: boolean;
}

/** Why a person is left out who is on a list by now; null: they are on none that counts for this action. Undoing asks no list. */
const listedAs = ({ spares }: Action, standing: Standing | undefined): ErrorSymbol | null => {
  if (standing?.optedOut) return 'OPTED_OUT';
  if (standing?.blocked) return 'ON_BLOCK_LIST';
  return standing?.allowed && spares.includes('allow_listed') ? 'ON_ALLOW_LIST' : null;
};

const candidatesOf = (
  { candidates, source }: OpenJobRow,
  action: Action,
  { now, listed }: { readonly now: Date; readonly listed: ReadonlyMap<string, Standing> },
): Candidate[] =>
  (candidates ?? []).map(({ id, pk, username, object, details, already }) => ({
    interactionId: id,
    pk,
    username,
    object,
    details,
    alreadyDone: already,
    outdated:
      action.outdated?.(details, now) ?? (source === jobSource.source ? null : listedAs(action, listed.get(pk))),
  }));

const peopleOf = ({ people }: OpenJobRow): PlannedPerson[] =>
  (people ?? []).map(({ id, pk, object, username, name, already }) => ({
    interactionId: id,
    pk,
    object,
    username,
    name,
    alreadyDone: already,
  }));

const breakersOf = ({ breakers }: OpenJobRow): StandingBreaker[] =>
  (breakers ?? []).map(({ action, until, code }) => ({ action, until: new Date(until), code }));

/** True where the next step of the job may be a read. */
const mayRead = ({ candidates, people, planned, source_exhausted: exhausted }: OpenJobRow): boolean =>
  (candidates === null || planned !== null) && (people !== null || !exhausted);

/** Candidates that are read ahead where one turn does several actions. */
const AHEAD = 10;
/** From this speed on the gap between two actions is short enough for that. */
const FAST = GAP_MS.least / LINGER_MS;

/** Reads what decides about the next step of an account: for the worker that takes it, and for the people who wait for it. */
@Injectable()
export class FactsService {
  private readonly mode: Config['instagram']['mode'];
  private readonly speed: number;

  constructor(
    private readonly jobs: OpenJobsRepository,
    private readonly readings: ReadsRepository,
    private readonly kinds: Kinds,
    private readonly quotas: QuotasService,
    private readonly lists: ListsService,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.mode = config.instagram.mode;
    this.speed = config.paceSpeed;
  }

  async load(tx: Tx, of: FactsOf): Promise<AccountPlan<OpenJobRow>> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - hourlyWindowMs(this.speed));
    const ahead = this.speed >= FAST ? AHEAD : 1;
    const rows = await this.jobs.findOpen(tx, of.lease.accountId, {
      now,
      since,
      caps: this.kinds.hourlyCaps(),
      ahead,
      repeatable: this.kinds.repeatable(),
      readsOnly: of.readsOnly ?? false,
    });
    const known = rows.filter((row) => this.kinds.has(row));
    const left = await this.leftOf(tx, of, known);
    const reads = known.some(mayRead) ? await this.readsOf(tx, of, now) : null;
    const listed = await this.listedOf(tx, of, known);
    const unknowns = await this.unknownsOf(tx, of, known, now);
    const pace = {
      now,
      lastActionAt: of.lastActionAt,
      hours: hoursOf(of.account, this.mode),
      timeZone: of.account.time_zone,
      speed: this.speed,
      chance: jitterOf(of.lease.accountId, of.lastActionAt),
      own: ownPaceOf(of.account),
    };
    const facts = known.map((row): JobFacts => {
      const action = this.kinds.action(row.action);
      const [candidate = null, ...upcoming] = candidatesOf(row, action, { now, listed });
      const { spends } = action.entry;
      const quota = left.get(spends);
      const breakers = breakersOf(row);
      const stopped = stoppedBy(breakers, spends, now);
      return {
        jobId: row.id,
        action: row.action,
        spends,
        amount: row.amount,
        done: row.done,
        failed: row.failed,
        inReview: row.in_review,
        open: row.open,
        reconcileAt: row.reconcile_at,
        candidate,
        upcoming,
        people: candidate && row.planned === null ? [] : peopleOf(row),
        planned: row.planned,
        preparation: preparationOf(action.preparation, row.filters, row.params),
        sourceExhausted: row.source_exhausted,
        retryAt: row.retry_at,
        reads,
        quotaLeft: of.usedUp.has(spends) ? 0 : (quota?.remaining ?? 0),
        quotaResetsAt: quota?.resetsAt ?? now,
        quotaPerDay: quota?.perDay ?? 0,
        breakerUntil: stopped.until,
        breakerCode: stopped.code,
        tries: stopped.tries,
        tryReadAt: tryReadAt(breakers, spends, unknowns, now),
        quietUntil: quietUntil(of.account, this.mode),
        pace: {
          ...pace,
          recent: row.recent ?? [],
          spread: spreadOf(of.lease.accountId, row.action, row.last_of_kind),
        },
      };
    });
    return { rows, facts };
  }

  /** What the account may read now. */
  reads(tx: Tx, of: FactsOf): Promise<ReadFacts> {
    return this.readsOf(tx, of, this.clock.now());
  }

  /** What is left today of each limit that these jobs spend, for this account. */
  private async leftOf(tx: Tx, of: FactsOf, rows: readonly OpenJobRow[]): Promise<ReadonlyMap<Quota, QuotaLeft>> {
    const left = new Map<Quota, QuotaLeft>();
    const account = { id: of.lease.accountId, ramp: Number(of.account.ramp) };
    for (const quota of new Set(rows.map((row) => this.kinds.spends(row.action)))) {
      left.set(quota, await this.quotas.left(tx, quota, account));
    }
    return left;
  }

  /** What the lists say now of those whose turn is next: they were asked when the targets were found, maybe days ago. */
  private async listedOf(
    tx: Tx,
    { lease }: FactsOf,
    rows: readonly OpenJobRow[],
  ): Promise<ReadonlyMap<string, Standing>> {
    const people = rows.flatMap(({ candidates }) => candidates ?? []);
    const standings = await this.lists.standing(tx, lease.accountId, people);
    return new Map(standings.map((standing, at) => [people[at]?.pk ?? '', standing]));
  }

  /** What a half open breaker has to know before it lets a try through; nothing else asks for it. */
  private async unknownsOf(tx: Tx, { lease }: FactsOf, [first]: readonly OpenJobRow[], now: Date): Promise<Unknowns[]> {
    if (!first || !breakersOf(first).some(({ until }) => until <= now)) return [];
    const rows = await this.jobs.findUnknown(tx, lease.accountId);
    return rows
      .filter((row) => this.kinds.has(row))
      .map((row) => ({ spends: this.kinds.spends(row.action), open: row.open, reconcileAt: row.reconcile_at }));
  }

  private async readsOf(tx: Tx, { lease }: FactsOf, now: Date): Promise<ReadFacts> {
    const since = readsSince(now, this.speed);
    const read = await this.readings.left(tx, lease.accountId, { since, wanted: READS_A_PAGE });
    return readFacts(read, { now, speed: this.speed });
  }
}
