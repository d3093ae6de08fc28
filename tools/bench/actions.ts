import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { routes } from '@pacekeeper/contracts';
import { Client, eventually, Stack } from '@pacekeeper/testing';

/** Concurrent accounts, and the simulator's latency in milliseconds. */
const ACCOUNTS = 64;
const LATENCY_MS = 20;
const EACH = 60;
const ROUNDS = 3;
const PASSWORD = 'sixty-four-lanterns-on-one-river';

interface Measured {
  readonly seconds: number;
  readonly actions: number;
}

const perSecond = ({ seconds, actions }: Measured): number => actions / seconds;

const prepare = async (stack: Stack): Promise<{ people: Client[]; targets: string[] }> => {
  const admin = new Client(stack.url);
  await admin.signInFirst('admin', readFileSync(join(stack.dataDir, 'first-admin-password'), 'utf8').trim(), PASSWORD);
  await admin.call(routes.limits.setDefault, { body: { follows_limit: 10_000 } });
  await stack.simulator.control('POST', '/reset', { users: 2_000, recording: 0 });
  for (const prefix of ['bare', 'whole']) {
    await stack.simulator.control('POST', '/accounts/batch', { prefix, count: ACCOUNTS, password: PASSWORD });
  }
  const people: Client[] = [];
  for (let index = 1; index <= ACCOUNTS; index += 1) {
    const { one_time_password } = await admin.call(routes.users.create, { body: { username: `bench-${index}` } });
    const person = new Client(stack.url);
    await person.signInFirst(`bench-${index}`, one_time_password, PASSWORD);
    await person.call(routes.connections.start, {
      body: { username: `whole${String(index).padStart(2, '0')}`, password: PASSWORD },
    });
    await person.call(routes.bots.start);
    people.push(person);
  }
  const { items } = await stack.simulator.control<{ items: Array<{ pk: string; private: boolean }> }>(
    'GET',
    '/users?limit=500',
  );
  await stack.simulator.control('PATCH', '/settings', { latency_ms: LATENCY_MS });
  return { people, targets: items.map(({ pk }) => pk) };
};

const bare = async (stack: Stack, targets: readonly string[], round: number): Promise<Measured> => {
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => ({
    username: `bare${String(index + 1).padStart(2, '0')}`,
    password: PASSWORD,
  }));
  const given = {
    instagramUrl: stack.simulator.instagramUrl,
    accounts,
    targets: targets.slice(round * EACH),
    each: EACH,
  };
  const script = join(import.meta.dirname, 'bare-loop.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(given)]);
  return JSON.parse(stdout) as Measured;
};

/** From the first follow that the simulator saw to the last. */
const whole = async (stack: Stack, people: readonly Client[], hashtag: string): Promise<Measured> => {
  await stack.simulator.control('DELETE', '/effects');
  const jobs = await Promise.all(
    people.map((person) => person.call(routes.jobs.followHashtag, { body: { hashtag, amount: EACH } })),
  );
  const started = performance.now();
  for (const [index, person] of people.entries()) {
    const id = jobs[index]?.job.id ?? '';
    await eventually(
      async () => (await person.call(routes.jobs.read, { params: { id } })).job.state === 'completed',
      'the job ends',
      {
        withinMs: 300_000,
        everyMs: 100,
      },
    );
  }
  const seconds = (performance.now() - started) / 1000;
  const { total } = await stack.simulator.control<{ total: { accepted: number } }>(
    'GET',
    '/effects?action=follow&limit=1',
  );
  return { seconds, actions: total.accepted };
};

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Actions through the whole way, against a bare loop of the same client library on the same simulator. */
export const benchActions = async (): Promise<string[]> => {
  const stack = await Stack.start({ PACE_SPEED: '1000000', WORKERS: '1', LOG_LEVEL: 'warn' });
  try {
    const { people, targets } = await prepare(stack);
    const hashtags = (await stack.simulator.control<{ items: Array<{ name: string }> }>('GET', '/hashtags')).items;
    const ratios: number[] = [];
    const lines: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const loop = await bare(stack, targets, round);
      const way = await whole(stack, people, hashtags[round]?.name ?? '');
      ratios.push(perSecond(way) / perSecond(loop));
      lines.push(
        `  round ${round + 1}: bare ${perSecond(loop).toFixed(0)}/s, whole way ${perSecond(way).toFixed(0)}/s (${way.actions} actions)`,
      );
    }
    return [
      `actions, ${ACCOUNTS} accounts at once, simulator ${LATENCY_MS} ms: ${median(ratios).toFixed(2)} of the bare loop (goal 0.8)`,
      ...lines,
    ];
  } finally {
    await stack.remove();
  }
};
