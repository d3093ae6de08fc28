import { setTimeout as pause } from 'node:timers/promises';
import { Instagram } from './instagram.ts';
import { Store } from './store.ts';

/** Variables through which a worker hears where everything is. */
export const DATABASE_VARIABLE = 'CHAOS_DATABASE_URL';
export const INSTAGRAM_VARIABLE = 'CHAOS_INSTAGRAM_URL';

const LOOK_MS = 25;

export interface Surroundings {
  readonly store: Store;
  readonly instagram: Instagram;
  /** A number that no earlier process had. */
  readonly worker: number;
}

/** Runs `look` again and again: it begins what it finds, and does not wait for its end. Ends with the parent. */
export const runWorker = async (begin: (around: Surroundings) => Promise<() => Promise<void>>): Promise<void> => {
  process.on('disconnect', () => process.exit(0));
  const store = new Store(process.env[DATABASE_VARIABLE] ?? '');
  const instagram = new Instagram(process.env[INSTAGRAM_VARIABLE] ?? '');
  const [row] = await store.rows<{ worker: number }>(`SELECT nextval('chaos_worker')::int AS worker`);
  const look = await begin({ store, instagram, worker: row?.worker ?? 0 });
  for (;;) {
    await look();
    await pause(LOOK_MS);
  }
};
