import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@pacekeeper/contracts';
import { Client, type Stack } from '@pacekeeper/testing';

const PASSWORD = 'nine-kites-in-an-early-orchard';

export interface Connected {
  readonly client: Client;
  readonly userId: string;
  readonly accountId: string;
}

/** Users with `each` connected accounts, whose Instagram accounts are made in the simulator. */
export const connectAccounts = async (stack: Stack, users: number, each: number): Promise<Connected[]> => {
  const admin = new Client(stack.url);
  await admin.signInFirst('admin', readFileSync(join(stack.dataDir, 'first-admin-password'), 'utf8').trim(), PASSWORD);
  await admin.call(routes.limits.setDefault, { body: { follows_limit: 10_000 } });
  const { items } = await stack.simulator.control<{ items: Array<{ username: string }> }>('POST', '/accounts/batch', {
    prefix: 'held',
    count: users * each,
    password: PASSWORD,
  });
  const names = items.map(({ username }) => username);
  const connected: Connected[] = [];
  for (let user = 1; user <= users; user += 1) {
    const { one_time_password } = await admin.call(routes.users.create, { body: { username: `person-${user}` } });
    const client = new Client(stack.url);
    const { id: userId } = await client.signInFirst(`person-${user}`, one_time_password, PASSWORD);
    for (const username of names.splice(0, each)) {
      const answer = await client.call(routes.connections.start, { body: { username, password: PASSWORD } });
      if (!answer.success) throw new Error(`${username} could not be connected: ${JSON.stringify(answer)}`);
      connected.push({ client, userId, accountId: answer.account.id });
    }
  }
  return connected;
};
