import { TextInput } from '@mantine/core';
import type { ChangeEvent, ReactNode } from 'react';
import type { CodeKind } from '../lib/codes.ts';
import { ARRIVES } from '../lib/focus.ts';
import classes from './code-field.module.css';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly error: ReactNode;
  readonly description?: ReactNode;
  /** Which keyboard a phone shows, and what the browser may fill in. Either code is taken. */
  readonly kind?: CodeKind;
  /** Takes the focus when it is drawn. */
  readonly arrives?: boolean;
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
}

/** A code of the second factor. */
export function CodeField({ kind = 'totp', arrives = false, ...field }: Props) {
  return (
    <TextInput
      {...field}
      {...(arrives && ARRIVES)}
      classNames={{ input: classes.code ?? '' }}
      placeholder={kind === 'totp' ? '123 456' : '1-abcd-efgh-...'}
      inputMode={kind === 'totp' ? 'numeric' : 'text'}
      autoComplete={kind === 'totp' ? 'one-time-code' : 'off'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={128}
    />
  );
}
