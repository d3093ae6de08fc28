import type { Bot } from '@pacekeeper/contracts';
import { StateChip } from '../../../components/state-chip.tsx';
import { Until } from '../../../components/times.tsx';

interface Props {
  readonly bot: Pick<Bot, 'state' | 'session_valid' | 'until'>;
}

/** The bot's state, where a session lets it have one. */
export function BotChip({ bot: { state, until } }: Props) {
  switch (state) {
    case 'running':
      return <StateChip look="running">bot running</StateChip>;
    case 'paused':
      return (
        <StateChip look="paused">
          bot paused
          {until && (
            <>
              , <Until at={until} show="until" />
            </>
          )}
        </StateChip>
      );
    case 'stopped':
      return <StateChip look="stopped">bot stopped</StateChip>;
  }
}

interface SessionProps {
  readonly valid: boolean;
  /** It ended for a reason other than the person's own wish. */
  readonly lost?: boolean;
}

/** Whether Instagram still knows us. */
export function SessionChip({ valid, lost = false }: SessionProps) {
  if (valid) {
    return (
      <StateChip look="running" icon="check">
        session valid
      </StateChip>
    );
  }
  return lost ? (
    <StateChip look="blocked">session lost</StateChip>
  ) : (
    <StateChip look="stopped">not connected</StateChip>
  );
}
