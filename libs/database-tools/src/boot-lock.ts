import { lockForSession } from './advisory-locks.ts';
import { withClient } from './connection.ts';
import type { Connection } from './connection.ts';
import { DatabaseToolsError } from './errors.ts';

/**
 * Runs `fn` while no other process runs its own under the same database's boot lock; waits for them. The lock is a
 * session's: it is released when `fn` has ended or thrown, when this process dies, and when the connection breaks.
 * In the last case others may go on at once, so `signal` is aborted, and the call throws BOOT_LOCK_LOST when `fn` ends.
 *
 * Throws what `fn` throws, BOOT_LOCK_LOST, and pg's errors.
 */
export const withBootLock = <T>(connection: Connection, fn: (signal: AbortSignal) => Promise<T>): Promise<T> =>
  withClient(connection, async (client) => {
    const lost = new AbortController();
    const lose = (): void =>
      lost.abort(new DatabaseToolsError('BOOT_LOCK_LOST', 'The connection that held the boot lock has broken.'));
    client.once('error', lose);
    client.once('end', lose);
    await lockForSession(client, 'boot');
    try {
      const result = await fn(lost.signal);
      lost.signal.throwIfAborted();
      return result;
    } catch (error) {
      throw lost.signal.aborted ? lost.signal.reason : error;
    } finally {
      client.off('end', lose);
    }
  });
