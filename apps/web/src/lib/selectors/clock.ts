import type { Bot, Job } from '@pacekeeper/contracts';
import { isOver, isPlan } from './job-state.ts';

/** Why something waits, as the answers carry it. */
export interface Reason {
  readonly reason?: string | undefined;
  readonly reason_symbol?: string | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/** The one time that anything tells of what comes next. */
export interface Clock {
  /** ISO 8601; null where a person decides, or nobody can tell. */
  readonly at: string | null;
  readonly why: Reason;
}

type BotClock = Reason & Pick<Bot, 'state' | 'session_valid' | 'until' | 'next_action_at'>;
/** `next_action_at` is absent in answers of older versions. */
type JobClock = Reason & Pick<Job, 'state' | 'until'> & { readonly next_action_at?: string | undefined };

/** A reason that only its symbol says. */
const because = (symbol: string, params: Reason['params'] = {}): Reason => ({
  reason: '',
  reason_symbol: symbol,
  params,
});

const reasonOf = ({ reason, reason_symbol: symbol, params }: Reason): Reason => ({
  reason,
  reason_symbol: symbol,
  params,
});

const STOPPED: Clock = { at: null, why: because('bot_stopped', { because: 'person' }) };
const NOT_CONNECTED: Clock = { at: null, why: because('bot_stopped', { because: 'not_connected' }) };

/** What holds everything of an account up, whatever its jobs say; null: its jobs decide. */
const heldUp = (bot: BotClock): Clock | null => {
  if (!bot.session_valid) return NOT_CONNECTED;
  if (bot.state === 'stopped') return STOPPED;
  return bot.state === 'paused' ? { at: bot.until ?? null, why: reasonOf(bot) } : null;
};

/** When a job does something next, and what it waits for; null where it has ended. */
export const jobClock = (job: JobClock, bot: BotClock | undefined): Clock | null => {
  if (isOver(job)) return null;
  // A plan waits for its approval, and is made without a running bot.
  if (isPlan(job)) return job.reason ? { at: null, why: reasonOf(job) } : null;
  if (job.state === 'paused') return { at: null, why: job.reason ? reasonOf(job) : because('job_paused') };
  const held = bot && heldUp(bot);
  if (held) return held;
  if (job.state === 'waiting') return { at: job.next_action_at ?? job.until ?? null, why: reasonOf(job) };
  const at = job.next_action_at ?? bot?.next_action_at ?? null;
  return { at, why: job.reason ? reasonOf(job) : because('gap') };
};

const timeOf = ({ at }: Clock): number => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at));

/** The clock of an account: that of the first of its open jobs to go on; null where it has nothing to do. */
export const botClock = (bot: BotClock, jobs: readonly JobClock[]): Clock | null => {
  const open = jobs.filter((job) => !isOver(job));
  if (open.length === 0) return bot.session_valid && bot.state === 'paused' ? heldUp(bot) : null;
  const held = heldUp(bot);
  if (held && !open.every(isPlan)) return held;
  const clocks = open.flatMap((job) => jobClock(job, bot) ?? []);
  return clocks.toSorted((a, b) => timeOf(a) - timeOf(b))[0] ?? null;
};
