import type { ComponentProps } from 'react';
import { CodeField } from '../../../components/code-field.tsx';
import type { CodeKind } from '../../../lib/codes.ts';

export const WRONG_CODE: Readonly<Record<CodeKind, string>> = {
  totp: 'Enter the 6 digits that your authenticator app shows.',
  recovery_code: 'Enter a whole recovery code: a digit, then ten letters and digits.',
};

const LABELS: Readonly<Record<CodeKind, string>> = { totp: 'Code', recovery_code: 'Recovery code' };

interface Props {
  readonly kind: CodeKind;
  readonly field: Pick<ComponentProps<typeof CodeField>, 'name' | 'value' | 'error' | 'onChange'>;
}

export function TypedCode({ kind, field }: Props) {
  return <CodeField {...field} label={LABELS[kind]} kind={kind} autoFocus />;
}
