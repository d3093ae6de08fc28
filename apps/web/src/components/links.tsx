import { Anchor, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface AppLinkProps {
  /** An address that `paths` built. */
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
  /** More than the words say, for who reads the link alone; starts with the words. */
  readonly label?: string;
}

/** A link to another screen. */
export function AppLink({ to, children, className, label }: AppLinkProps) {
  return (
    <Anchor component={Link} to={to} {...(className && { className })} {...(label && { 'aria-label': label })}>
      {children}
    </Anchor>
  );
}

interface LinkButtonProps {
  /** An address that `paths` built. */
  readonly to: string;
  readonly children: ReactNode;
  readonly size?: 'sm' | 'xs';
  readonly variant?: 'filled' | 'default';
  readonly icon?: ReactNode;
  /** More than the words say, for who reads the link alone; starts with the words. */
  readonly label?: string;
}

/** A link to another screen that looks like a button. */
export function LinkButton({ to, children, size = 'sm', variant = 'default', icon, label }: LinkButtonProps) {
  return (
    <Button
      component={Link}
      to={to}
      size={size}
      variant={variant}
      leftSection={icon}
      {...(label && { 'aria-label': label })}
    >
      {children}
    </Button>
  );
}
