import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Props {
  /** An address that `paths` built. */
  readonly to: string;
  readonly children: ReactNode;
  readonly size?: 'sm' | 'xs';
}

/** A way to another screen that stands where a button would. */
export function LinkButton({ to, children, size = 'sm' }: Props) {
  return (
    <Button component={Link} to={to} size={size} variant="default">
      {children}
    </Button>
  );
}
