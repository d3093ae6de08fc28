import { Button, Loader } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';

interface Props {
  /** What it does: "Connect account". */
  readonly children: ReactNode;
  readonly busy?: boolean;
  /** What it says while busy: "Connecting". */
  readonly busyWords?: string;
  readonly type?: 'button' | 'submit';
  readonly variant?: 'filled' | 'default' | 'subtle';
  readonly danger?: boolean;
  readonly size?: 'sm' | 'xs';
  readonly icon?: ReactNode;
  readonly fullWidth?: boolean;
  readonly onClick?: () => void;
}

/** A button that shows its progress in itself. While busy it keeps the focus and does nothing. */
export function ActionButton({ children, busy = false, busyWords, type = 'button', danger, onClick, ...look }: Props) {
  const { icon, variant = 'filled', size = 'sm', fullWidth = false } = look;
  const press = (event: MouseEvent) => {
    if (busy) event.preventDefault();
    else onClick?.();
  };
  return (
    <Button
      type={type}
      variant={variant}
      size={size}
      fullWidth={fullWidth}
      aria-disabled={busy || undefined}
      leftSection={busy ? <Loader size={14} color="currentColor" aria-hidden="true" /> : icon}
      onClick={press}
      {...(danger && { color: 'red' })}
    >
      {busy ? (busyWords ?? children) : children}
    </Button>
  );
}
