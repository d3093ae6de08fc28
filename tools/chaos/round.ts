import { setTimeout as pause } from 'node:timers/promises';
import { Disturber, type Disturbance, type Disturbed, keepBusy } from './disturber.ts';
import { compare, type Findings } from './findings.ts';
import type { Random } from './random.ts';
import { follows, mostInFlight } from './simulated.ts';
import type { Trial } from './trial.ts';

/** How long the last jobs may take without any disturbance, and the last outcomes; milliseconds. */
const LAST_JOBS_MS = 300_000;
const LAST_OUTCOMES_MS = 60_000;
const LOOK_MS = 200;

export interface Plan {
  readonly kills: number;
  readonly freezes: number;
  readonly random: Random;
  /** Gets a line for everything that happens. */
  readonly tell: (line: string) => void;
}

export interface Round extends Findings {
  readonly jobs: number;
  readonly disturbed: readonly Disturbed[];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

const until = async (condition: () => Promise<boolean>, withinMs: number): Promise<void> => {
  const deadline = performance.now() + withinMs;
  while (!(await condition()) && performance.now() < deadline) await pause(LOOK_MS);
};

const lineOf = ({ kind, processes, inFlight, jobs, stuck, recoveryMs }: Disturbed, number: string): string => {
  const what = `${kind} ${number}: ${many(processes, 'process', 'processes')}, ${many(inFlight, 'call', 'calls')} in flight`;
  return stuck.length > 0
    ? `${what}; ${stuck.join(', ')} did not go on within ${seconds(recoveryMs)}`
    : `${what}; ${many(jobs, 'job', 'jobs')} went on within ${seconds(recoveryMs)}`;
};

/** Jobs under way, disturbed as planned; then they may finish, and what was believed is held against what was done. */
export const runRound = async (trial: Trial, { kills, freezes, random, tell }: Plan): Promise<Round> => {
  const plan = random.shuffled<Disturbance>([
    ...Array.from({ length: kills }, () => 'kill' as const),
    ...Array.from({ length: freezes }, () => 'freeze' as const),
  ]);
  const disturber = new Disturber(trial, random);
  const disturbed: Disturbed[] = [];
  await keepBusy(trial);
  for (const kind of plan) {
    const one = await disturber.disturb(kind);
    disturbed.push(one);
    tell(lineOf(one, `${disturbed.length}/${plan.length}`));
    if (one.stuck.length > 0) break;
  }
  tell('no more disturbances; the jobs finish');
  await until(async () => (await trial.jobs()).every(({ ended }) => ended), LAST_JOBS_MS);
  await until(async () => (await trial.books()).open === 0, LAST_OUTCOMES_MS);
  const jobs = await trial.jobs();
  const findings = compare({
    jobs,
    effects: await follows(trial.simulator),
    books: await trial.books(),
    mostInFlight: await mostInFlight(trial.simulator),
  });
  return { ...findings, jobs: jobs.length, disturbed };
};
