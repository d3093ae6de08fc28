import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from './random.ts';
import { inFlight } from './simulated.ts';
import type { Trial } from './trial.ts';

/** The longest pause between a recovery and the next disturbance, milliseconds: a job of 50 follows sees several. */
const LONGEST_PAUSE_MS = 800;
/** How much longer than the design's patience a freeze lasts, milliseconds. */
const FREEZE = { least: 1_000, most: 4_000 } as const;
/** After this long without progress there will be none, milliseconds; far beyond what is allowed, so that it is measured. */
const GIVE_UP_MS = 180_000;
const LOOK_MS = 100;

export type Disturbance = 'kill' | 'freeze';

/** One kill or freeze, and what followed. */
export interface Disturbed {
  readonly kind: Disturbance;
  readonly processes: number;
  /** Calls that were in flight a moment before. */
  readonly inFlight: number;
  /** Jobs that were open, and those that never went on. */
  readonly jobs: number;
  readonly stuck: readonly string[];
  /** Time until the last of the jobs continued. */
  readonly recoveryMs: number;
}

type Recovery = Pick<Disturbed, 'stuck' | 'recoveryMs'>;

/** Gives every account without an open job a new one. */
export const keepBusy = async (trial: Trial): Promise<void> => {
  const open = await atWork(trial);
  for (const account of trial.accounts) if (!open.has(account)) await trial.ask(account);
};

const atWork = async (trial: Trial): Promise<Set<string>> =>
  new Set((await trial.jobs()).filter(({ ended }) => !ended).map(({ account }) => account));

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It has just ended by itself, or was ended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Kills and freezes the processes of a trial while their calls are in flight, and watches the jobs go on by themselves. */
export class Disturber {
  private readonly trial: Trial;
  private readonly random: Random;
  private readonly dead = new Set<number>();

  constructor(trial: Trial, random: Random) {
    this.trial = trial;
    this.random = random;
  }

  async disturb(kind: Disturbance): Promise<Disturbed> {
    await pause(this.random.between(0, LONGEST_PAUSE_MS));
    const flying = await this.untilInFlight();
    const pids = this.victims(kind);
    const moment = new Date();
    for (const pid of pids) signal(pid, kind === 'kill' ? 'SIGKILL' : 'SIGSTOP');
    const accounts = await atWork(this.trial);
    const recovery =
      kind === 'kill' ? await this.afterKill(pids, accounts, moment) : await this.afterFreeze(pids, accounts, moment);
    return { kind, processes: pids.length, inFlight: flying, jobs: accounts.size, ...recovery };
  }

  /** Waits for processes that can be hit, and for calls that are under way; returns how many calls. */
  private async untilInFlight(): Promise<number> {
    const deadline = performance.now() + GIVE_UP_MS;
    for (;;) {
      await keepBusy(this.trial);
      const calls = this.living().length > 0 ? await inFlight(this.trial.simulator) : 0;
      if (calls > 0) return calls;
      if (performance.now() > deadline)
        throw new Error('no call was in flight for minutes: there is nothing to disturb');
      await pause(1);
    }
  }

  private living(): number[] {
    return this.trial.workers().filter((pid) => !this.dead.has(pid));
  }

  /** Half of the kills hit all processes, the others one of them; a freeze hits one. */
  private victims(kind: Disturbance): number[] {
    const living = this.living();
    if (kind === 'kill' && (living.length === 1 || this.random.next() < 0.5)) return living;
    const one = this.random.pick(living);
    return one === undefined ? [] : [one];
  }

  private afterKill(pids: readonly number[], accounts: ReadonlySet<string>, moment: Date): Promise<Recovery> {
    for (const pid of pids) this.dead.add(pid);
    return this.recovery(accounts, moment);
  }

  /** Where others can take over, they must do so while it is frozen; where there are none, it must go on afterwards. */
  private async afterFreeze(pids: readonly number[], accounts: ReadonlySet<string>, moment: Date): Promise<Recovery> {
    const lasts = this.trial.patienceMs + this.random.between(FREEZE.least, FREEZE.most);
    const others = this.living().length > pids.length;
    const thawed = pause(lasts).finally(() => {
      for (const pid of pids) signal(pid, 'SIGCONT');
    });
    if (!others) await thawed;
    const recovery = await this.recovery(accounts, others ? moment : new Date());
    await thawed;
    return recovery;
  }

  private async recovery(accounts: ReadonlySet<string>, moment: Date): Promise<Recovery> {
    const waiting = new Set(accounts);
    for (;;) {
      for (const account of await this.trial.advancedSince(moment)) waiting.delete(account);
      const recoveryMs = Date.now() - moment.getTime();
      if (waiting.size === 0 || recoveryMs > GIVE_UP_MS) return { stuck: [...waiting], recoveryMs };
      await keepBusy(this.trial);
      await pause(LOOK_MS);
    }
  }
}
