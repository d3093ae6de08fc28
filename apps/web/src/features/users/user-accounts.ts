import type { Activity } from '@pacekeeper/contracts';

export interface UserAccount {
  readonly id: string;
  /** "@mia.travels". */
  readonly name: string;
}

/** The accounts that were connected, each once, the latest first. */
export const accountsIn = (
  rows: readonly Pick<Activity, 'account_id' | 'params' | 'message'>[],
): readonly UserAccount[] => {
  const known = new Map<string, UserAccount>();
  for (const { account_id: id, params } of rows) {
    const name = params?.['account'];
    if (id && !known.has(id)) known.set(id, { id, name: typeof name === 'string' ? `@${name}` : 'an account' });
  }
  return [...known.values()];
};
