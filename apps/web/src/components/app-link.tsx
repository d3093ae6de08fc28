import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Props {
  /** An address that `paths` built. */
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A link to another screen. */
export function AppLink({ to, children, className }: Props) {
  return (
    <Anchor component={Link} to={to} {...(className && { className })}>
      {children}
    </Anchor>
  );
}
