import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Props {
  /** An address that `paths` built. */
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
  /** More than the words say, for who reads the link alone; starts with the words. */
  readonly label?: string;
}

/** A link to another screen. */
export function AppLink({ to, children, className, label }: Props) {
  return (
    <Anchor component={Link} to={to} {...(className && { className })} {...(label && { 'aria-label': label })}>
      {children}
    </Anchor>
  );
}
