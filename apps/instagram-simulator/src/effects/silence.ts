import type { Account } from '../accounts/account.ts';
import type { ActionName } from './actions.ts';

/**
 * Actions that Instagram answers with 200 and does not carry out.
 * `claims` answers that it is done; `honest` shows the unchanged state under the same 200.
 */
export interface SilenceRule {
  readonly id: string;
  readonly account: string | null;
  readonly action: ActionName | 'any';
  readonly target: string | null;
  readonly answer: 'claims' | 'honest';
}

/** How an action is silently refused, the account's own setting first; null where it is carried out. */
export const silenceFor = (
  rules: readonly SilenceRule[],
  account: Account,
  action: ActionName,
  targets: readonly string[],
): SilenceRule['answer'] | null => {
  for (const rule of rules) {
    if (rule.account !== null && rule.account !== account.username) continue;
    if (rule.action !== 'any' && rule.action !== action) continue;
    if (rule.target !== null && !targets.includes(rule.target)) continue;
    return rule.answer;
  }
  return account.silent.includes(action) || account.silent.includes('any') ? 'honest' : null;
};
