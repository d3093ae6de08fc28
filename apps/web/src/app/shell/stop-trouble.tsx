import { ActionButton } from '../../components/action-button.tsx';
import { ErrorBlock } from '../../components/error-block.tsx';
import { forgetStop, useStopping } from '../../lib/stopping/stopping.ts';
import classes from './top-bar.module.css';

/** Why a stop was refused, above every screen until it was read. */
export function StopTrouble() {
  const { status, error } = useStopping();
  if (status !== 'failed') return null;
  return (
    <div className={classes.trouble}>
      <ErrorBlock
        error={error}
        action={
          <ActionButton variant="default" size="xs" onClick={forgetStop}>
            Close
          </ActionButton>
        }
      />
    </div>
  );
}
