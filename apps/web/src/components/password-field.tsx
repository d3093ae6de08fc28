import { PasswordInput } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import type { ChangeEvent, ReactNode } from 'react';
import { ARRIVES } from '../lib/focus.ts';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error: ReactNode;
  readonly description?: ReactNode;
  /** Takes the focus when it is drawn. */
  readonly arrives?: boolean;
  readonly autoComplete: 'current-password' | 'new-password' | 'off';
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
}

function RevealIcon({ reveal }: { readonly reveal: boolean }) {
  const Drawn = reveal ? IconEyeOff : IconEye;
  return <Drawn size={16} stroke={1.5} aria-hidden="true" />;
}

/** A password, which can be shown; pasting and password managers are welcome. */
export function PasswordField({ label, arrives = false, ...field }: Props) {
  return (
    <PasswordInput
      {...field}
      {...(arrives && ARRIVES)}
      label={label}
      visibilityToggleIcon={RevealIcon}
      visibilityToggleFocusable
      visibilityToggleButtonProps={{ 'aria-label': `Show ${label.toLowerCase().replace('instagram', 'Instagram')}` }}
    />
  );
}
