import type { Job } from '@pacekeeper/contracts';
import { StateChip, type ChipIcon } from '../../../components/state-chip.tsx';
import { Until } from '../../../components/times.tsx';
import { JOB_STATE_LOOKS } from '../../../lib/words.ts';

interface Props {
  readonly job: Pick<Job, 'state' | 'until'>;
}

const ICONS: Partial<Record<Job['state'], ChipIcon>> = { completed: 'check', cancelled: 'cross' };

export function JobChip({ job: { state, until } }: Props) {
  const { look, word } = JOB_STATE_LOOKS[state];
  const icon = ICONS[state];
  return (
    <StateChip look={look} {...(icon && { icon })}>
      {word}
      {until && (state === 'waiting' || state === 'paused') && (
        <>
          , <Until at={until} show="until" />
        </>
      )}
    </StateChip>
  );
}
