// Run as a process of its own by `npm run figures`: many reservations at once through the product's statement, at the
// instants that each time zone is given. Takes JSON in the first argument, prints JSON.
import { createDataSource } from '../platform/database/data-source.ts';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/errors/app-error.ts';
import { QuotaRepository } from '../modules/quotas/quota.repository.ts';

interface Racer {
  readonly userId: string;
  readonly accountId: string;
  readonly timeZone: string;
}

interface Given {
  readonly appUrl: string;
  readonly users: readonly Racer[];
  /** Milliseconds since 1970, one for each reservation, by time zone. */
  readonly instants: Readonly<Record<string, readonly number[]>>;
  /** Users whose reservations are mixed with each other's. */
  readonly together: number;
  /** Reservations that are under way at once. */
  readonly atOnce: number;
  readonly connections: number;
}

const { appUrl, users, instants, together, atOnce, connections } = JSON.parse(process.argv[2] ?? '{}') as Given;

class Refused extends Error {}

const source = await createDataSource({ url: appUrl, applicationName: 'race', entities: [], poolSize: connections });
await source.initialize();
const db = new Database(source);
const quota = new QuotaRepository();
const result = { granted: 0, refused: 0, asked_again: 0, faults: 0 };

type Outcome = Exclude<keyof typeof result, 'asked_again'> | 'busy';

/** One reservation as the ledger makes it: what was not granted in full is rolled back. */
const reserveOnce = async ({ userId, accountId }: Racer, at: number): Promise<Outcome> => {
  try {
    await db.asUser(userId, async (tx) => {
      const taken = await quota.reserve(tx, { userId, accountId, action: 'follow' }, 1, new Date(at));
      if (!taken || taken.total === null || taken.account === null) throw new Refused();
    });
    return 'granted';
  } catch (error) {
    if (error instanceof Refused) return 'refused';
    return error instanceof AppError && error.symbol === 'DATABASE_UNAVAILABLE' ? 'busy' : 'faults';
  }
};

/** A machine with other work may leave a reservation without a connection for too long: then it is asked for again. */
const reserve = async (user: Racer, at: number): Promise<void> => {
  let outcome = await reserveOnce(user, at);
  while (outcome === 'busy') {
    result.asked_again += 1;
    outcome = await reserveOnce(user, at);
  }
  result[outcome] += 1;
};

const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((value) => ({ value, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);

for (let first = 0; first < users.length; first += together) {
  const racing = users
    .slice(first, first + together)
    .flatMap((user) => (instants[user.timeZone] ?? []).map((at) => ({ user, at })));
  const waiting = shuffled(racing);
  const loop = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await reserve(next.user, next.at);
  };
  await Promise.all(Array.from({ length: atOnce }, loop));
  process.stderr.write(`  quota: ${Math.min(first + together, users.length)} of ${users.length} users\n`);
}
process.stdout.write(JSON.stringify(result));
await source.destroy();
