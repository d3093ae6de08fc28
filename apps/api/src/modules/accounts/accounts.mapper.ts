import {
  type Account,
  type BotState,
  type ErrorSymbol,
  errorEntry,
  type SessionTest,
  type Verification,
} from '@pacekeeper/contracts';
import type { VerificationStep } from '../instagram/index.ts';
import type { AccountRow } from './accounts.repository.ts';
import type { ConnectAttempt, ShownVerification } from './connect-attempt.entity.ts';
import { MOST_CODES } from './verification-rules.ts';

/** Stopped, running, or paused until an end that lies ahead. */
export const stateOf = (row: Pick<AccountRow, 'bot_running' | 'cooldown_until'>, now: Date): BotState => {
  if (!row.bot_running) return 'stopped';
  return row.cooldown_until && row.cooldown_until > now ? 'paused' : 'running';
};

export const toAccountView = (row: AccountRow, now: Date): Account => ({
  id: row.id,
  instagram_username: row.instagram_username,
  instagram_pk: row.instagram_pk,
  session_valid: row.session_valid,
  state: stateOf(row, now),
  ramp: Number(row.ramp),
  connected_at: row.connected_at.toISOString(),
  last_tested_at: row.last_tested_at?.toISOString() ?? null,
  proxy_set: row.proxy_set,
});

/** What Instagram told of a verification, as its row keeps it for its person. */
export const shownOf = ({ canSend, link, review }: VerificationStep): ShownVerification => ({
  can_send: canSend.map(({ method, to }) => ({ method, ...(to === null ? {} : { to }) })),
  ...(link === null ? {} : { link }),
  ...(review === null
    ? {}
    : {
        review: {
          ...(review.platform === null ? {} : { platform: review.platform }),
          ...(review.country === null ? {} : { country: review.country }),
        },
      }),
});

export const toVerificationView = (
  attempt: Pick<
    ConnectAttempt,
    | 'id'
    | 'kind'
    | 'instagramUsername'
    | 'asks'
    | 'methods'
    | 'method'
    | 'sentTo'
    | 'shown'
    | 'againAt'
    | 'wrongCodes'
    | 'expiresAt'
  >,
): Verification => ({
  id: attempt.id,
  kind: attempt.kind as Verification['kind'],
  instagram_username: attempt.instagramUsername,
  asks: attempt.asks,
  methods: attempt.methods,
  ...(attempt.method ? { method: attempt.method } : {}),
  ...(attempt.sentTo ? { sent_to: attempt.sentTo } : {}),
  can_send: [...(attempt.shown.can_send ?? [])] as Verification['can_send'],
  ...(attempt.againAt ? { again_at: attempt.againAt.toISOString() } : {}),
  tries_left: Math.max(0, MOST_CODES - attempt.wrongCodes),
  ...(attempt.shown.link ? { link: attempt.shown.link } : {}),
  ...(attempt.shown.review ? { review: attempt.shown.review } : {}),
  expires_at: attempt.expiresAt.toISOString(),
});

/** What a test of a session says; `symbol`: what went wrong, where something did. */
export const toSessionTest = (
  valid: boolean,
  account: AccountRow | null,
  at: Date,
  symbol: ErrorSymbol | null,
): SessionTest => ({
  success: true,
  session_valid: valid,
  instagram_username: account?.instagram_username ?? null,
  checked_at: at.toISOString(),
  ...(symbol ? { error: symbol, code: errorEntry(symbol).code } : {}),
});
