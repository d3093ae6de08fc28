import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { routes } from '@pacekeeper/contracts';
import type { Given, Stack } from '@pacekeeper/testing';
import { checked, type Figure, figureOf } from './figure.ts';
import { type Ended, fillSessions, keysOf, runKeys } from './keys-command.ts';
import { type Connected, connectAccounts } from './people.ts';
import { withStack } from './stack.ts';
import { keepStoring } from './storing.ts';

export interface RotationSize {
  readonly sessions: number;
  /** Of them, accounts with a bot at work; a multiple of ten. */
  readonly bots: number;
  readonly kills: number;
}

const SIZE: RotationSize = { sessions: 10_000, bots: 100, kills: 10 };
const PEOPLE = 2_000;
const JOB = 500;
/** How long bots go on without the old key before they are looked at, milliseconds. */
const AFTERWARDS_MS = 5_000;

interface Standing {
  readonly running: number;
  readonly lost: number;
  readonly done: number;
}

const start = async (stack: Stack, accounts: readonly Connected[]): Promise<void> => {
  const { items } = await stack.simulator.control<{ items: Array<{ name: string }> }>('GET', '/hashtags');
  for (const [index, { client, accountId }] of accounts.entries()) {
    await client.call(routes.bots.start, { body: { account_id: accountId } });
    const hashtag = items[index % items.length]?.name ?? '';
    const answer = await client.call(routes.jobs.followHashtag, {
      body: { account_id: accountId, hashtag, amount: JOB },
    });
    if (answer.status !== 202) throw new Error(`no job: ${JSON.stringify(answer)}`);
  }
};

const count = async (given: Given, text: string, values: readonly unknown[] = []): Promise<number> =>
  (await given.sql<{ n: number }>(text, values))[0]?.n ?? -1;

/** The state of the bots. */
const look = async (given: Given, accounts: readonly Connected[]): Promise<Standing> => ({
  running: await count(
    given,
    'SELECT count(*)::int AS n FROM user_bot_status WHERE account_id = ANY ($1) AND bot_running AND session_valid',
    [accounts.map(({ accountId }) => accountId)],
  ),
  lost: await count(given, 'SELECT count(*)::int AS n FROM user_bot_status WHERE NOT session_valid'),
  done: await count(given, `SELECT count(*)::int AS n FROM interactions WHERE state = 'confirmed'`),
});

const onKey = (given: Given, keyId: string): Promise<number> =>
  count(given, 'SELECT count(*)::int AS n FROM instagram_credentials WHERE encryption_key_id = $1', [keyId]);

/** Kills the command in the middle, again and again. */
const killAll = async (stack: Stack, { sessions, kills }: RotationSize): Promise<number> => {
  // So that half of the work is left for the end.
  const lines = Math.max(2, Math.floor(sessions / 100 / kills));
  const batch = String(Math.max(1, Math.floor(sessions / (2 * kills * lines))));
  let killed = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const { signal } = await runKeys(stack, ['rotate', batch], { killAfter: randomInt(1, lines + 1) });
    if (signal === 'SIGKILL') killed += 1;
  }
  return killed;
};

/** Opens everything with the newest key alone. */
const checkAll = (stack: Stack): Promise<Ended> => {
  const [newest] = keysOf(stack);
  return runKeys(stack, ['check'], { env: { ENCRYPTION_KEYS: `${newest?.id}:${newest?.key}` } });
};

/** Keys are rotated while bots work, the command is killed, and no session is lost or left on the old key. */
export const rotationFigure = (size: RotationSize = SIZE): Promise<Figure> =>
  withStack({ WORKERS: '2', PACE_SPEED: '20000' }, async (stack, given) => {
    await stack.simulator.control('POST', '/reset', { users: PEOPLE, recording: 0 });
    const accounts = await connectAccounts(stack, 10, size.bots / 10);
    await fillSessions(stack, size.sessions - size.bots, 100);
    await start(stack, accounts);
    const [old] = keysOf(stack);

    const stopStoring = await keepStoring(stack, accounts);
    const before = await look(given, accounts);
    await runKeys(stack, ['add']);
    const started = performance.now();
    const killed = await killAll(stack, size);
    const between = await onKey(given, old?.id ?? '');
    const rotated = await runKeys(stack, ['rotate']);
    const seconds = (performance.now() - started) / 1000;
    const during = await look(given, accounts);

    const left = await onKey(given, old?.id ?? '');
    const removed = await runKeys(stack, ['remove', old?.id ?? '']);
    await pause(AFTERWARDS_MS);
    const { stored, failed, why } = await stopStoring();
    const open = await checkAll(stack);
    const after = await look(given, accounts);
    const opened = /^(\d+) values open, (\d+) do not/m.exec(open.text);
    return figureOf(
      `rotation of ${size.sessions} sessions while ${size.bots} bots run, killed -9 ${size.kills} times, ${seconds.toFixed(0)} s`,
      [
        checked(
          killed === size.kills && between > 0,
          `${killed} kills in the middle; then ${between} were on the old key`,
        ),
        checked(rotated.code === 0, `it went on to its end${rotated.code === 0 ? '' : `: ${rotated.text}`}`),
        checked(left === 0 && removed.code === 0, `${left} on the old key, which is ${removed.text.trim()}`),
        checked(
          Number(opened?.[1]) >= size.sessions && opened?.[2] === '0',
          `${opened?.[2]} unreadable, ${opened?.[1]} opened with the new key alone`,
        ),
        checked(
          stored > 0 && failed === 0,
          `${stored} times bots sealed theirs anew meanwhile, ${failed} failed ${why}`,
        ),
        checked(during.done > before.done, `${during.done - before.done} actions while it ran`),
        checked(
          after.done > during.done,
          `${after.done - during.done} actions in ${AFTERWARDS_MS / 1000} s without the old key`,
        ),
        checked(
          after.lost === 0 && after.running === size.bots,
          `${after.running} bots run, ${after.lost} sessions lost`,
        ),
      ],
    );
  });
