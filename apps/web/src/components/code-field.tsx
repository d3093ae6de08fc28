import { TextInput } from '@mantine/core';
import type { ChangeEvent, ReactNode } from 'react';
import type { CodeKind } from '../lib/codes.ts';
import classes from './code-field.module.css';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error: ReactNode;
  readonly description?: ReactNode;
  /** Which keyboard a phone shows, and what the browser may fill in. Either code is taken. */
  readonly kind?: CodeKind;
  readonly autoFocus?: boolean;
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
}

/** A code of the second factor. */
export function CodeField({ kind = 'totp', ...field }: Props) {
  return (
    <TextInput
      {...field}
      classNames={{ input: classes.code ?? '' }}
      placeholder={kind === 'totp' ? '123 456' : '1-abcde-fgh23'}
      inputMode={kind === 'totp' ? 'numeric' : 'text'}
      autoComplete={kind === 'totp' ? 'one-time-code' : 'off'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={64}
    />
  );
}
