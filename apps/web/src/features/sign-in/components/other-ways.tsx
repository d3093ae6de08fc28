import type { SecondFactor } from '@pacekeeper/contracts';
import { IconArrowLeft } from '@tabler/icons-react';
import { ActionButton } from '../../../components/action-button.tsx';
import { WAY_WORDS } from '../ways.ts';
import classes from './sign-in.module.css';

interface Props {
  readonly ways: readonly SecondFactor[];
  readonly onWay: (way: SecondFactor) => void;
  readonly onBack: () => void;
}

/** What serves instead of what is asked for, and the way back to name and password. */
export function OtherWays({ ways, onWay, onBack }: Props) {
  return (
    <div className={classes.others}>
      {ways.map((way) => (
        <ActionButton key={way} variant="subtle" size="xs" onClick={() => onWay(way)}>
          {WAY_WORDS[way].instead}
        </ActionButton>
      ))}
      <ActionButton
        variant="subtle"
        size="xs"
        icon={<IconArrowLeft size={14} stroke={1.5} aria-hidden="true" />}
        onClick={onBack}
      >
        Back
      </ActionButton>
    </div>
  );
}
