import type { AuditOutcome } from '@pacekeeper/contracts';
import { StateChip } from '../../../components/state-chip.tsx';

interface Props {
  readonly outcome: AuditOutcome;
}

export function OutcomeChip({ outcome }: Props) {
  return outcome === 'success' ? (
    <StateChip look="running" icon="check">
      done
    </StateChip>
  ) : (
    <StateChip look="blocked" icon="cross">
      refused
    </StateChip>
  );
}
