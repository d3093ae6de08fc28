import { pause } from '../timers.ts';

/** Runs one piece of work at a time among all tabs of this origin. */
export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

const NAME = 'pacekeeper-renewal';
const LEASE_MS = 10_000;
const SETTLE_MS = 40;

export interface LeaseStore {
  get(): string | null;
  set(value: string): void;
  clear(): void;
}

export interface LeaseTools {
  readonly store: LeaseStore;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly id: string;
}

const heldByOther = (value: string | null, tools: LeaseTools): boolean => {
  const [holder, until] = (value ?? '').split(' ');
  return Boolean(holder) && holder !== tools.id && Number(until) > tools.now();
};

/**
 * A lock by lease in storage, for pages without the Web Locks API (plain HTTP on a network address). The tab that
 * wrote last and still finds its name after a moment holds it; a lease ends by itself when its tab dies.
 */
export const leaseLock =
  (tools: LeaseTools): Lock =>
  async (work) => {
    const { store, now, wait, id } = tools;
    for (let owned = false; !owned;) {
      while (heldByOther(store.get(), tools)) await wait(SETTLE_MS);
      store.set(`${id} ${now() + LEASE_MS}`);
      await wait(SETTLE_MS);
      owned = (store.get() ?? '').startsWith(`${id} `);
    }
    try {
      return await work();
    } finally {
      if ((store.get() ?? '').startsWith(`${id} `)) store.clear();
    }
  };

/** Storage may be switched off; then tabs cannot coordinate, and each works alone. */
const storageLease = (): LeaseStore => {
  let alone: string | null = null;
  const guarded = <T>(work: (storage: Storage) => T, otherwise: () => T): T => {
    try {
      return work(localStorage);
    } catch {
      return otherwise();
    }
  };
  return {
    get: () =>
      guarded(
        (storage) => storage.getItem(NAME),
        () => alone,
      ),
    set: (value) =>
      guarded(
        (storage) => storage.setItem(NAME, value),
        () => void (alone = value),
      ),
    clear: () =>
      guarded(
        (storage) => storage.removeItem(NAME),
        () => void (alone = null),
      ),
  };
};

export const browserLock = (): Lock => {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks) return async (work) => await locks.request(NAME, work);
  return leaseLock({
    store: storageLease(),
    now: () => Date.now(),
    wait: pause,
    id: Math.random().toString(36).slice(2),
  });
};
