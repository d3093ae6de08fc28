import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Given } from '@pacekeeper/testing';
import { PATHS } from '../lib/paths.ts';
import { checked, type Figure, figureOf } from './figure.ts';
import { withStack } from './stack.ts';

const USERS = 200;
const LIMIT = 37;
/** Clocks that change by an hour, by half an hour, and in the middle of the night. */
const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago'];
/** Reservations of a user around each of five moments: 500 in all. */
const AROUND = 100;
const STEP_MS = 10;
/** Concurrent reservations, users racing together, and connections. */
const AT_ONCE = 500;
const TOGETHER = 8;
const CONNECTIONS = 32;

interface Racer {
  readonly userId: string;
  readonly accountId: string;
  readonly timeZone: string;
}

interface Outcome {
  readonly granted: number;
  readonly refused: number;
  /** For want of a connection in time; no part of the outcome. */
  readonly asked_again: number;
  readonly faults: number;
}

/** An ordinary midnight, both changes of the clocks, and the ends of the two days on which they change. */
const momentsOf = (timeZone: string): Temporal.ZonedDateTime[] => {
  const ordinary = Temporal.ZonedDateTime.from(`2026-06-11T00:00[${timeZone}]`);
  const first = Temporal.ZonedDateTime.from(`2026-01-02T00:00[${timeZone}]`).getTimeZoneTransition('next');
  const second = first?.getTimeZoneTransition('next');
  if (!first || !second) throw new Error(`the clocks of ${timeZone} do not change`);
  const endOfDay = (at: Temporal.ZonedDateTime) => at.startOfDay().add({ days: 1 }).startOfDay();
  return [ordinary, first, endOfDay(first), second, endOfDay(second)];
};

const instantsOf = (timeZone: string): number[] =>
  momentsOf(timeZone).flatMap(({ epochMilliseconds }) =>
    Array.from({ length: AROUND }, (_, index) => epochMilliseconds + (index - AROUND / 2) * STEP_MS),
  );

const dayOf = (at: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/** How many slots each day must have given, counted without the database: by zone, then by day. */
const expectedOf = (timeZone: string, instants: readonly number[]): Map<string, number> => {
  const asked = new Map<string, number>();
  for (const at of instants) asked.set(dayOf(at, timeZone), (asked.get(dayOf(at, timeZone)) ?? 0) + 1);
  return new Map([...asked].map(([day, count]) => [day, Math.min(count, LIMIT)]));
};

const race = (input: object): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const script = join(PATHS.dist, 'api/testing/race-quota.js');
    const child = spawn(process.execPath, [script, JSON.stringify(input)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(chunks).toString()) as Outcome);
      else reject(new Error(`the race ended with ${code}`));
    });
  });

const prepare = async (given: Given): Promise<Racer[]> => {
  const users: Racer[] = [];
  for (let index = 0; index < USERS; index += 1) {
    const timeZone = ZONES[index % ZONES.length] ?? 'UTC';
    const { id: userId } = await given.user({ timeZone });
    await given.limits({ follows: LIMIT }, userId);
    users.push({ userId, accountId: (await given.account(userId, { running: false })).id, timeZone });
  }
  return users;
};

/** Slots taken above the limit, and slots not taken although they were requested: by user and day. */
const judge = async (
  given: Given,
  users: readonly Racer[],
  expected: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Promise<{ above: number; lost: number; used: number; torn: number }> => {
  const rows = await given.sql<{ user_id: string; day: string; used: number; of_accounts: number }>(
    `SELECT user_id, day::text AS day, sum(used) FILTER (WHERE account_id IS NULL)::int AS used,
            coalesce(sum(used) FILTER (WHERE account_id IS NOT NULL), 0)::int AS of_accounts
     FROM quota_usage GROUP BY user_id, day`,
  );
  const used = new Map<string, number>(rows.map((row) => [`${row.user_id} ${row.day}`, row.used]));
  const wanted = new Map<string, number>(
    users.flatMap(({ userId, timeZone }) =>
      [...(expected.get(timeZone) ?? [])].map(([day, count]) => [`${userId} ${day}`, count] as const),
    ),
  );
  const tally = { above: 0, lost: 0, used: 0, torn: 0 };
  for (const key of new Set([...used.keys(), ...wanted.keys()])) {
    const [is, shall] = [used.get(key) ?? 0, wanted.get(key) ?? 0];
    tally.above += Math.max(0, is - shall);
    tally.lost += Math.max(0, shall - is);
    tally.used += is;
  }
  tally.torn = rows.filter((row) => row.used !== row.of_accounts).length;
  return tally;
};

/** However many reserve at once, over midnight and the changes of the clocks, each day gives its limit and no more. */
export const quotaFigure = (): Promise<Figure> =>
  withStack({ WORKERS: '1' }, async (stack, given) => {
    const users = await prepare(given);
    const instants = Object.fromEntries(ZONES.map((zone) => [zone, instantsOf(zone)]));
    const expected = new Map(ZONES.map((zone) => [zone, expectedOf(zone, instants[zone] ?? [])]));
    const started = performance.now();
    const appUrl = stack.databaseUrl('app');
    const outcome = await race({
      appUrl,
      users,
      instants,
      together: TOGETHER,
      atOnce: AT_ONCE,
      connections: CONNECTIONS,
    });
    const seconds = (performance.now() - started) / 1000;
    const { above, lost, used, torn } = await judge(given, users, expected);
    const each = (instants[ZONES[0] ?? ''] ?? []).length;
    return figureOf(
      `quota race: ${each} reservations for each of ${USERS} users, ${AT_ONCE} at once over ${CONNECTIONS} connections, ` +
        `around a midnight, both changes of the clocks and the ends of those days, ${ZONES.length} time zones, ` +
        `limit ${LIMIT}, ${seconds.toFixed(0)} s`,
      [
        checked(above === 0, `${above} above a limit`),
        checked(lost === 0, `${lost} slots lost`),
        checked(outcome.granted === used, `${outcome.granted} granted, ${used} counted, ${outcome.refused} refused`),
        checked(
          outcome.faults === 0,
          `${outcome.faults} faults; ${outcome.asked_again} asked again for want of a connection`,
        ),
        checked(torn === 0, `${torn} days where the accounts' share is not the user's sum`),
      ],
    );
  });
