import { describe, expect, it } from '@jest/globals';
import { connectionUrl, inDatabase, withClient } from './connection.ts';
import { value } from './testing/queries.ts';
import { givenServer } from './testing/servers.ts';

const server = givenServer();

describe('connectionUrl', () => {
  it('escapes every part, so that pg reads it back', () => {
    const url = new URL(
      connectionUrl({ host: '127.0.0.1', port: 5433, user: 'a@b', password: 'p/w:d?#', database: 'd b' }),
    );
    expect([url.hostname, url.port].join(':')).toBe('127.0.0.1:5433');
    expect([url.username, url.password, url.pathname].map(decodeURIComponent)).toEqual(['a@b', 'p/w:d?#', '/d b']);
  });

  it('opens the same database as the plain values do', async () => {
    const { owner } = await server.database();
    expect(await value(connectionUrl(owner), 'SELECT current_user')).toBe(owner.user);
  });
});

describe('withClient', () => {
  it('closes the connection, whatever happens', async () => {
    const { superuser, owner } = await server.database();
    const failing = withClient(owner, async (client) => {
      await client.query('SELECT 1');
      throw new RangeError('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    const open = 'SELECT count(*)::int FROM pg_stat_activity WHERE usename = $1';
    while ((await value(superuser, open, [owner.user])) !== 0);
    expect(await value(superuser, open, [owner.user])).toBe(0);
  });

  it('survives a connection that is ended from outside', async () => {
    const { superuser, owner } = await server.database();
    const ended = withClient(owner, async (client) => {
      const pid: unknown = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
      await value(superuser, 'SELECT pg_terminate_backend($1, 5000)', [pid]);
      return client.query('SELECT 1');
    });
    await expect(ended).rejects.toThrow();
  });

  it('throws pg’s error when nobody listens', async () => {
    const nowhere = { ...server.superuser(), port: 1 };
    await expect(value(inDatabase(nowhere, 'x'), 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
