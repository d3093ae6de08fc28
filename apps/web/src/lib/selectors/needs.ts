import type { Account, Bot, Job, Verification } from '@pacekeeper/contracts';
import { isChallenged, isSessionLost } from './account-state.ts';
import type { Reason } from './clock.ts';
import { isOver, isPlan } from './job-state.ts';

/** What only the person can do, the most urgent first. */
export const NEED_KINDS = ['challenge', 'session_lost', 'verification', 'paused', 'not_connected', 'stopped'] as const;
export type NeedKind = (typeof NEED_KINDS)[number];

export interface Need {
  readonly kind: NeedKind;
  readonly username: string;
  /** Null for an account that is not connected yet. */
  readonly accountId: string | null;
  /** How many of its jobs wait for it. */
  readonly jobs: number;
  /** Until when, where it ends by itself. */
  readonly until: string | null;
  /** Why its bot is paused. */
  readonly why: Reason | null;
}

interface Facts {
  readonly accounts: readonly Account[];
  readonly bots: ReadonlyMap<string, Bot>;
  readonly openJobs: readonly Pick<Job, 'account_id' | 'state'>[];
  /** Sign-ins to Instagram that wait for their person. */
  readonly pending: readonly Pick<Verification, 'instagram_username' | 'expires_at'>[];
}

/** What an account needs of its person; null: nothing. A pause of all bots needs nobody. */
const kindOf = (account: Account, bot: Bot | undefined, jobs: number): NeedKind | null => {
  if (!account.session_valid) {
    if (isChallenged(bot)) return 'challenge';
    if (isSessionLost(bot)) return 'session_lost';
    return jobs > 0 ? 'not_connected' : null;
  }
  if (account.state === 'paused') return bot && bot.reason_symbol !== 'fleet_paused' ? 'paused' : null;
  return account.state === 'stopped' && jobs > 0 ? 'stopped' : null;
};

const rank = ({ kind }: Need): number => NEED_KINDS.indexOf(kind);

/** Everything that waits for the person, each account once, the most urgent first. */
export const needsOf = ({ accounts, bots, openJobs, pending }: Facts): readonly Need[] => {
  const waiting = new Map(pending.map((one) => [one.instagram_username, one]));
  const ofAccounts = accounts.flatMap((account): Need[] => {
    const { id, instagram_username: username } = account;
    if (waiting.has(username)) return [];
    // A plan waits for its approval, not for the bot.
    const jobs = openJobs.filter((job) => job.account_id === id && !isOver(job) && !isPlan(job)).length;
    const bot = bots.get(id);
    const kind = kindOf(account, bot, jobs);
    if (!kind) return [];
    const paused = kind === 'paused' ? bot : undefined;
    return [{ kind, username, accountId: id, jobs, until: paused?.until ?? null, why: paused ?? null }];
  });
  const ofSignIns = [...waiting.values()].map(({ instagram_username: username, expires_at: until }): Need => ({
    kind: 'verification',
    username,
    accountId: accounts.find(({ instagram_username: name }) => name === username)?.id ?? null,
    jobs: 0,
    until,
    why: null,
  }));
  return [...ofAccounts, ...ofSignIns].toSorted((a, b) => rank(a) - rank(b));
};
