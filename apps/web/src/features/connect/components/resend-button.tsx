import type { CODE_METHODS } from '@pacekeeper/contracts';
import type { ReactNode } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { useSeconds } from '../../../lib/clock.ts';
import { countdown } from '../../../lib/format/time.ts';
import { useKeptFocus } from '../../../lib/focus.ts';
import type { useResend } from '../api/connect.mutations.ts';
import classes from './connect.module.css';

interface Props {
  readonly verificationId: string;
  readonly method: (typeof CODE_METHODS)[number];
  /** Before that Instagram sends nothing; ISO 8601. */
  readonly againAt: string | undefined;
  readonly resend: ReturnType<typeof useResend>;
  readonly children: ReactNode;
  readonly variant?: 'filled' | 'default';
}

/** Has a code sent; while Instagram wants one to wait, it says for how long instead. */
export function ResendButton({ verificationId, method, againAt, resend, children, variant = 'default' }: Props) {
  const now = useSeconds();
  const left = againAt ? new Date(againAt).getTime() - now : 0;
  const waits = left > 0 && !resend.isPending;
  const words = useKeptFocus<HTMLSpanElement>(String(waits));
  if (waits) {
    return (
      <span className={classes.quiet} ref={words} tabIndex={-1}>
        {children} in {countdown(left)}
      </span>
    );
  }
  return (
    <ActionButton
      variant={variant}
      busy={resend.isPending && resend.variables.method === method}
      busyWords="Asking Instagram to send it"
      onClick={() => resend.mutate({ verification_id: verificationId, method })}
    >
      {children}
    </ActionButton>
  );
}
