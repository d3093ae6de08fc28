import type { ActionName, Deed } from './actions.ts';

/** What happened to one target of one account's action. */
export interface Count {
  /** Calls that asked for it, whatever they were answered. */
  requests: number;
  /** Calls that were accepted, whether or not the effect has landed. */
  accepted: number;
  /** Effects that landed, also those that changed nothing. */
  applied: number;
  /** Effects that changed the world. */
  changes: number;
}

export interface CountRow extends Count {
  readonly pk: string;
  readonly action: ActionName;
  readonly target: string;
}

/** One effect that landed. */
export interface Landed {
  readonly at: number;
  readonly pk: string;
  readonly action: ActionName;
  readonly target: string;
  readonly changed: boolean;
}

export interface Counters {
  requested(pk: string, deeds: readonly Deed[]): void;
  accepted(pk: string, deeds: readonly Deed[]): void;
  applied(pk: string, deed: Deed, changed: boolean): void;
  rows(): CountRow[];
  clear(): void;
  removeUser(pk: string): void;
  dump(): CountRow[];
}

/** Counts by account, action and target. `onLanded` is called for every effect. */
export const createCounters = (
  now: () => number,
  onLanded: (landed: Landed) => void,
  saved: readonly CountRow[] = [],
): Counters => {
  const rows = new Map<string, CountRow>();
  const keyOf = (pk: string, action: ActionName, target: string) => `${pk} ${action} ${target}`;
  for (const row of saved) rows.set(keyOf(row.pk, row.action, row.target), { ...row });

  const count = (pk: string, { action, target }: Deed): CountRow => {
    const key = keyOf(pk, action, target);
    let row = rows.get(key);
    if (!row) rows.set(key, (row = { pk, action, target, requests: 0, accepted: 0, applied: 0, changes: 0 }));
    return row;
  };

  return {
    requested: (pk, deeds) => {
      for (const deed of deeds) count(pk, deed).requests++;
    },
    accepted: (pk, deeds) => {
      for (const deed of deeds) count(pk, deed).accepted++;
    },
    applied: (pk, deed, changed) => {
      const row = count(pk, deed);
      row.applied++;
      if (changed) row.changes++;
      onLanded({ at: now(), pk, action: deed.action, target: deed.target, changed });
    },
    rows: () => [...rows.values()],
    clear: () => rows.clear(),
    removeUser: (pk) => {
      for (const [key, row] of rows) if (row.pk === pk) rows.delete(key);
    },
    dump: () => [...rows.values()],
  };
};

/** The sums over rows. */
export const totalOf = (rows: readonly Count[]): Count => {
  const total: Count = { requests: 0, accepted: 0, applied: 0, changes: 0 };
  for (const row of rows) {
    total.requests += row.requests;
    total.accepted += row.accepted;
    total.applied += row.applied;
    total.changes += row.changes;
  }
  return total;
};
