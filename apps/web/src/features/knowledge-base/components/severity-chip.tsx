import type { Severity } from '@pacekeeper/contracts';
import { StateChip } from '../../../components/state-chip.tsx';
import { SEVERITY_LOOKS } from '../severity.ts';

interface Props {
  readonly severity: Severity;
}

export function SeverityChip({ severity }: Props) {
  const { look, icon, word } = SEVERITY_LOOKS[severity];
  return (
    <StateChip look={look} icon={icon}>
      {word}
    </StateChip>
  );
}
