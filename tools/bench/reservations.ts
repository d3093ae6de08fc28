import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Given, Stack } from '@pacekeeper/testing';
import { PATHS } from '../lib/paths.ts';
import { median } from './load.ts';

const USERS = 200;
const RUN = { seconds: 4, atOnce: 16 } as const;

/** A reservation as the ledger makes it, transaction and policies included, against one bare UPDATE. */
export const benchReservations = async (): Promise<string[]> => {
  const stack = await Stack.start({ LOG_LEVEL: 'warn' });
  const given = new Given(stack.databaseUrl('owner'));
  try {
    const slots = [];
    for (let index = 0; index < USERS; index += 1) {
      const { id: userId } = await given.user();
      slots.push({ userId, accountId: (await given.account(userId, { running: false })).id });
    }
    // More than can be reserved in the time: a refusal would write nothing and be quick.
    await given.sql('UPDATE daily_limits SET follows_limit = 10000 WHERE user_id IS NULL');
    const input = { appUrl: stack.databaseUrl('app'), ownerUrl: stack.databaseUrl('owner'), slots, ...RUN };
    const { stdout } = await promisify(execFile)(process.execPath, [PATHS.measureReserve, JSON.stringify(input)]);
    const rounds = JSON.parse(stdout) as Array<{ bare: number; whole: number }>;
    const ratio = median(rounds.map(({ bare, whole }) => whole / bare));
    return [
      `reserving quota, ${RUN.atOnce} at once: ${ratio.toFixed(2)} of one bare UPDATE (goal 0.9)`,
      ...rounds.map(
        ({ bare, whole }, index) =>
          `  round ${index + 1}: bare ${bare.toFixed(0)}/s, reservations ${whole.toFixed(0)}/s`,
      ),
    ];
  } finally {
    await given.close();
    await stack.remove();
  }
};
