import { followedByBotSource, unfollowAction } from '@pacekeeper/contracts';
import type { LedgerSource } from './source.ts';

/** People of one page; as many as one question about relationships takes. */
const MOST = 50;

/** Whom the bot followed some days ago and has not unfollowed, the oldest first. */
export const followedByBot: LedgerSource = {
  entry: followedByBotSource,
  rows: async (ledger, params, cursor) => {
    const { older_than_days: days } = unfollowAction.options
      .partial()
      .parse({ older_than_days: params['older_than_days'] });
    const rows = await ledger.followed(days ?? 0, cursor, MOST);
    return {
      items: rows.map(({ pk, username, name, picture }) => ({
        kind: 'user',
        pk,
        username: username ?? pk,
        fullName: name ?? '',
        // The ledger does not keep these; what a filter says of them is asked of Instagram.
        isPrivate: false,
        isVerified: false,
        pictureUrl: picture,
      })),
      unreadable: 0,
      cursor: rows.length < MOST ? null : (rows.at(-1)?.id ?? null),
    };
  },
};
