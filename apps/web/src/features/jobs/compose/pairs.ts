import { ACTION_ENTRIES, type ActionEntry, PAIRS, SOURCE_ENTRIES, type SourceEntry } from '@pacekeeper/contracts';

/** What the composer offers; the contract's own unless a test says otherwise. */
export interface Entries {
  readonly actions: readonly ActionEntry[];
  readonly sources: readonly SourceEntry[];
  readonly pairs: Readonly<Record<string, readonly string[]>>;
}

export const ENTRIES: Entries = { actions: ACTION_ENTRIES, sources: SOURCE_ENTRIES, pairs: PAIRS };

/** The sources that an action goes with. */
export const sourcesFor = ({ sources, pairs }: Entries, action: string): readonly SourceEntry[] =>
  sources.filter(({ source }) => pairs[action]?.includes(source));

/** The actions that go with some source. */
export const offered = (entries: Entries): readonly ActionEntry[] =>
  entries.actions.filter(({ action }) => sourcesFor(entries, action).length > 0);

export interface Pair {
  readonly action: ActionEntry;
  readonly source: SourceEntry;
}

/** The pair that is asked for where it is offered, else the nearest one that is; null where nothing is offered. */
export const pairOf = (entries: Entries, action: string, source: string): Pair | null => {
  const all = offered(entries);
  const chosen = all.find((one) => one.action === action) ?? all[0];
  const sources = chosen ? sourcesFor(entries, chosen.action) : [];
  const from = sources.find((one) => one.source === source) ?? sources[0];
  return chosen && from ? { action: chosen, source: from } : null;
};
