import type { User } from '@pacekeeper/contracts';
import { StateChip } from '../../../components/state-chip.tsx';

interface Props {
  readonly user: User;
}

export function UserChip({ user }: Props) {
  if (!user.is_active) return <StateChip look="stopped">disabled</StateChip>;
  if (user.must_change_password) return <StateChip look="waiting">must change password</StateChip>;
  return (
    <StateChip look="running" icon="check">
      active
    </StateChip>
  );
}

export function SecondFactorChip({ user }: Props) {
  return user.two_factor_enabled ? (
    <StateChip look="running" icon="check">
      on
    </StateChip>
  ) : (
    <StateChip look="stopped" icon="cross">
      none
    </StateChip>
  );
}
