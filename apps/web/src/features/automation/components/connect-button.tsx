import { ActionButton } from '../../../components/action-button.tsx';
import { useSeconds } from '../../../lib/clock.ts';
import { countdown } from '../../../lib/format/time.ts';
import { useKeptFocus } from '../use-kept-focus.ts';
import classes from './connect.module.css';

interface Props {
  readonly busy: boolean;
  /** Before that it would be refused again; milliseconds of the clock. */
  readonly until: number;
}

/** Connects; while that would be refused in any case, it says for how long instead. */
export function ConnectButton({ busy, until }: Props) {
  const now = useSeconds();
  const left = busy ? 0 : until - now;
  const words = useKeptFocus<HTMLSpanElement>(String(left > 0));
  return left > 0 ? (
    <span className={classes.quiet} ref={words} tabIndex={-1}>
      Connect account in {countdown(left)}
    </span>
  ) : (
    <ActionButton type="submit" busy={busy} busyWords="Connecting to Instagram">
      Connect account
    </ActionButton>
  );
}
