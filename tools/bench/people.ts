import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '@pacekeeper/contracts';
import { Client, type Stack } from '@pacekeeper/testing';

export const PASSWORD = 'sixty-four-lanterns-on-one-river';

export const signInAdmin = async (stack: Stack): Promise<Client> => {
  const admin = new Client(stack.url);
  await admin.signInFirst('admin', readFileSync(join(stack.dataDir, 'first-admin-password'), 'utf8').trim(), PASSWORD);
  return admin;
};

export interface Person {
  readonly client: Client;
  readonly id: string;
}

/** A new user who is signed in and has chosen a password. */
export const newPerson = async (stack: Stack, admin: Client, username: string): Promise<Person> => {
  const { one_time_password } = await admin.call(routes.users.create, { body: { username } });
  const client = new Client(stack.url);
  const { id } = await client.signInFirst(username, one_time_password, PASSWORD);
  return { client, id };
};
