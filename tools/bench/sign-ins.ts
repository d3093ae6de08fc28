import { Client, Stack } from '@pacekeeper/testing';
import { load, median } from './load.ts';
import { newPerson, PASSWORD, type Person, signInAdmin } from './people.ts';

const PEOPLE = 50;
const ROUNDS = 5;
/** Requests to another route meanwhile, a second: busy, not overloaded. */
const LOAD = { connections: 8, rate: 200, seconds: 4 } as const;

/** What other routes feel of it while fifty people sign in at once. */
export const benchSignIns = async (): Promise<string[]> => {
  const stack = await Stack.start({
    LOG_LEVEL: 'warn',
    REQUESTS_PER_MINUTE: '10000000',
    LOGINS_PER_MINUTE: '100000',
  });
  try {
    const admin = await signInAdmin(stack);
    const people: Person[] = [];
    for (let index = 1; index <= PEOPLE; index += 1) people.push(await newPerson(stack, admin, `guest-${index}`));
    const other = { url: `${stack.url}/api/limits`, token: people[0]?.client.token ?? '', ...LOAD };
    const signInAll = () =>
      Promise.all(
        people.map(async (_, index) => {
          const { status } = await new Client(stack.url).signIn(`guest-${index + 1}`, PASSWORD);
          if (status !== 200) throw new Error(`a sign-in was answered with ${status}`);
        }),
      );
    await load(other);
    const ratios: number[] = [];
    const lines: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const quiet = await load(other);
      const started = performance.now();
      let seconds = 0;
      const signing = signInAll().then(() => (seconds = (performance.now() - started) / 1000));
      const [busy] = await Promise.all([load({ ...other, seconds: 2 }), signing]);
      ratios.push(busy.p99 / quiet.p99);
      lines.push(
        `  round ${round + 1}: quiet p99 ${quiet.p99} ms, meanwhile ${busy.p99} ms; ${PEOPLE} sign-ins in ${seconds.toFixed(1)} s`,
      );
    }
    return [
      `other routes while ${PEOPLE} people sign in at once: p99 ${median(ratios).toFixed(2)} times the quiet one (goal 1.5)`,
      ...lines,
    ];
  } finally {
    await stack.remove();
  }
};
