import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { StateChip } from '../../../components/state-chip.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { number } from '../../../lib/format/number.ts';
import { useMakeRecoveryCodes } from '../api/two-factor.mutations.ts';

interface Props {
  readonly left: number;
}

const FEW = 3;

/** How many recovery codes are left, and the way to new ones. */
export function RecoveryCodesRow({ left }: Props) {
  const [asking, setAsking] = useState(false);
  const make = useMakeRecoveryCodes();
  const confirm = () => make.mutate(undefined, { onSuccess: () => setAsking(false) });
  return (
    <ToolRow
      title="Recovery codes"
      state={
        <StateChip
          look={left > FEW ? 'running' : 'paused'}
          icon={left > FEW ? 'check' : 'alert'}
        >{`${number(left)} left`}</StateChip>
      }
      words="Each works once instead of your second factor, in case you lose your phone."
      action={
        <ActionButton variant="default" onClick={() => setAsking(true)}>
          Make new codes
        </ActionButton>
      }
    >
      <ConfirmDialog
        opened={asking}
        title="Make new recovery codes?"
        confirm="Make new codes"
        keep="Keep the old ones"
        busyWords="Making codes"
        busy={make.isPending}
        error={make.error}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        The old codes stop working. The ten new ones are shown once.
      </ConfirmDialog>
    </ToolRow>
  );
}
