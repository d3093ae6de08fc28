import type { Account, BotState, Verification } from '@pacekeeper/contracts';
import type { AccountRow } from './accounts.repository.ts';
import type { ConnectAttempt } from './connect-attempt.entity.ts';

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
  proxy_set: false,
});

export const toVerificationView = (
  attempt: Pick<ConnectAttempt, 'id' | 'kind' | 'methods' | 'sentTo' | 'expiresAt'>,
): Verification => ({
  id: attempt.id,
  kind: attempt.kind as Verification['kind'],
  methods: attempt.methods as Verification['methods'],
  ...(attempt.sentTo ? { sent_to: attempt.sentTo } : {}),
  expires_at: attempt.expiresAt.toISOString(),
});
