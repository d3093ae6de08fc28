import type { Account, Bot } from '@pacekeeper/contracts';
import { ACCOUNT_LOOKS, accountMark, type AccountMark } from '../lib/selectors/account-state.ts';
import { type ChipIcon, StateChip } from './state-chip.tsx';
import { Until } from './times.tsx';

const ICONS: Partial<Record<AccountMark, ChipIcon>> = { 'not connected': 'cross' };

interface Props {
  readonly account: Pick<Account, 'session_valid' | 'state'>;
  /** Absent while it is being loaded. */
  readonly bot: Pick<Bot, 'session_valid' | 'last_error' | 'until'> | undefined;
}

/** The state of an account and its bot, and until when where that ends by itself. */
export function AccountChip({ account, bot }: Props) {
  const mark = accountMark(account, bot);
  const icon = ICONS[mark];
  return (
    <StateChip look={ACCOUNT_LOOKS[mark]} {...(icon && { icon })}>
      {mark}
      {mark === 'paused' && bot?.until && (
        <>
          , <Until at={bot.until} show="until" />
        </>
      )}
    </StateChip>
  );
}
