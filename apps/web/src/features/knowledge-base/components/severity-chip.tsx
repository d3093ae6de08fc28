import type { Severity } from '@pacekeeper/contracts';
import { StateChip, type ChipIcon } from '../../../components/state-chip.tsx';
import type { Look } from '../../../lib/words.ts';

/** What a severity is called, and how it looks. */
export const SEVERITY_LOOKS: Readonly<Record<Severity, { word: string; look: Look; icon: ChipIcon }>> = {
  I: { word: 'worth knowing', look: 'stopped', icon: 'info' },
  W: { word: 'something to do', look: 'paused', icon: 'alert' },
  E: { word: 'something failed', look: 'blocked', icon: 'alert' },
  C: { word: 'Pacekeeper in trouble', look: 'blocked', icon: 'cross' },
};

interface SeverityChipProps {
  readonly severity: Severity;
}

export function SeverityChip({ severity }: SeverityChipProps) {
  const { look, icon, word } = SEVERITY_LOOKS[severity];
  return (
    <StateChip look={look} icon={icon}>
      {word}
    </StateChip>
  );
}
