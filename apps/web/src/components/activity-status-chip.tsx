import type { ActivityStatus } from '@pacekeeper/contracts';
import type { Look } from '../lib/words.ts';
import { StateChip, type ChipIcon } from './state-chip.tsx';

const LOOKS: Readonly<Record<ActivityStatus, { look: Look; icon: ChipIcon }>> = {
  success: { look: 'running', icon: 'check' },
  info: { look: 'stopped', icon: 'info' },
  warning: { look: 'paused', icon: 'alert' },
  error: { look: 'blocked', icon: 'alert' },
};

interface Props {
  readonly status: ActivityStatus;
}

export function ActivityStatusChip({ status }: Props) {
  return <StateChip {...LOOKS[status]}>{status}</StateChip>;
}
