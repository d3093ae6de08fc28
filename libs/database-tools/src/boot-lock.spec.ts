import { describe, expect, it } from '@jest/globals';
import { withBootLock } from './boot-lock.ts';
import { value } from './testing/queries.ts';
import { givenServer } from './testing/servers.ts';

const server = givenServer();

const holders = `SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

describe('withBootLock', () => {
  it('lets one in at a time, and everyone in the end', async () => {
    const { owner } = await server.database();
    let inside = 0;
    const most: number[] = [];
    const boot = (): Promise<number> =>
      withBootLock(owner, async () => {
        most.push(++inside);
        await value(owner, 'SELECT 1');
        return inside--;
      });
    await Promise.all(Array.from({ length: 8 }, boot));
    expect(most).toEqual(Array(8).fill(1));
  });

  it('answers what the function answers', async () => {
    const { owner } = await server.database();
    expect(await withBootLock(owner, async () => 'booted')).toBe('booted');
  });

  it('is released when the function throws', async () => {
    const { owner } = await server.database();
    await expect(withBootLock(owner, () => Promise.reject(new RangeError('on purpose')))).rejects.toThrow('on purpose');
    expect(await withBootLock(owner, () => value(owner, holders))).toBe(1);
  });

  it('tells the function when its connection breaks, lets the next one in, and fails', async () => {
    const { owner, superuser } = await server.database();
    const broken = withBootLock(owner, async (signal) => {
      const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
      await value(
        superuser,
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      await aborted;
      expect(await withBootLock(owner, async () => 'next')).toBe('next');
      return 'unnoticed';
    });
    await expect(broken).rejects.toMatchObject({ code: 'BOOT_LOCK_LOST' });
  });

  it('is one for each database', async () => {
    const [one, other] = [await server.database(), await server.database()];
    expect(await withBootLock(one.owner, () => withBootLock(other.owner, async () => 'both'))).toBe('both');
  });
});
