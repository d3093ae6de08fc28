import { type Action, type JobRequest, type Job, routes } from '@pacekeeper/contracts';
import { eventually } from '../eventually.ts';
import { type Scenario, SCENARIOS, type World } from './scenario.ts';

/** What came of one pair, counted in six places. */
export interface PairRow {
  readonly action: string;
  readonly source: string;
  readonly asked: number;
  /** As the job tells. */
  readonly done: number;
  readonly skipped: number;
  /** Effects at Instagram. */
  readonly effects: number;
  readonly ledger: number;
  readonly log: number;
  readonly quota: number;
  /** As the statistics of the day count it. */
  readonly stats: number;
}

const OVER: readonly Job['state'][] = ['completed', 'failed', 'cancelled'];

const effectsOf = async ({ simulator, account }: World, action: Action): Promise<number> => {
  await simulator.control('GET', '/idle');
  const { total } = await simulator.control<{ total: { applied: number } }>(
    'GET',
    `/effects?account=${account}&action=${action}`,
  );
  return total.applied;
};

const usedOf = async ({ client }: World, action: Action): Promise<number> =>
  (await client.call(routes.limits.own)).limits.actions[action].used;

const statsOf = async ({ sql, account }: World, { action, source }: Scenario): Promise<number> =>
  (
    await sql<{ n: number }>(
      `SELECT coalesce(sum(d.done), 0)::int AS n
       FROM daily_stats d JOIN instagram_credentials c ON c.id = d.account_id
       WHERE c.instagram_username = $1 AND d.action = $2 AND d.source = $3`,
      [account, action, source],
    )
  )[0]?.n ?? 0;

const countOf = async ({ sql }: World, text: string, id: string): Promise<number> =>
  (await sql<{ n: number }>(text, [id]))[0]?.n ?? 0;

const finish = async ({ client }: World, body: JobRequest): Promise<Job> => {
  const created = await client.call(routes.jobs.create, { body });
  if (created.status !== 202) {
    throw new Error(`${body.action} x ${body.source}: ${created.status} ${created.message ?? ''}`);
  }
  const { id } = created.job;
  return eventually(async () => {
    const { job } = await client.call(routes.jobs.read, { params: { id } });
    return OVER.includes(job.state) && job;
  }, `${body.action} x ${body.source} ends`);
};

/** Runs one pair to its end. */
export const runPair = async (world: World, scenario: Scenario): Promise<PairRow> => {
  const { action, source } = scenario;
  const body = await scenario.body(world, (other) => finish(world, other));
  const before = {
    effects: await effectsOf(world, action),
    used: await usedOf(world, action),
    stats: await statsOf(world, scenario),
  };
  const job = await finish(world, body);
  return {
    action,
    source,
    asked: job.amount,
    done: job.done,
    skipped: job.skipped,
    effects: (await effectsOf(world, action)) - before.effects,
    ledger: await countOf(
      world,
      `SELECT count(*)::int AS n FROM interactions WHERE job_id = $1 AND state = 'confirmed'`,
      job.id,
    ),
    log: await countOf(
      world,
      `SELECT count(*)::int AS n FROM activity_logs WHERE job_id = $1 AND status = 'success' AND target_pk IS NOT NULL`,
      job.id,
    ),
    quota: (await usedOf(world, action)) - before.used,
    stats: (await statsOf(world, scenario)) - before.stats,
  };
};

/** Runs every pair, one after the other. */
export const runPairs = async (world: World, tell: (row: PairRow) => void = () => undefined): Promise<PairRow[]> => {
  const rows: PairRow[] = [];
  for (const scenario of SCENARIOS) {
    const row = await runPair(world, scenario);
    tell(row);
    rows.push(row);
  }
  return rows;
};

/** What is wrong with a pair, in words; nothing where all places agree and something was done. */
export const faultsOfPair = ({
  action,
  source,
  asked,
  done,
  effects,
  ledger,
  log,
  quota,
  stats,
}: PairRow): string[] => {
  const name = `${action} x ${source}`;
  const counts = { effects, ledger, log, quota, stats };
  return [
    ...(done === 0 ? [`${name}: nothing was done`] : []),
    ...(done > asked ? [`${name}: ${done} done of ${asked}`] : []),
    ...Object.entries(counts).flatMap(([place, count]) =>
      count === done ? [] : [`${name}: ${done} done, and ${count} in ${place}`],
    ),
  ];
};
