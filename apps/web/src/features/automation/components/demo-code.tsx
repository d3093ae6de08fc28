import type { DemoAccount, VerificationMethod } from '@pacekeeper/contracts';
import { useEffect } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { askForInstance, useInstance } from '../../../lib/instance.ts';
import classes from './connect.module.css';

interface Props {
  readonly username: string;
  readonly method: VerificationMethod | null;
  readonly onUse: (code: string) => void;
}

const codeFor = ({ code, codes }: DemoAccount, method: VerificationMethod | null): string | undefined => {
  switch (method) {
    case 'totp':
    case 'email':
      return codes?.[method] ?? code;
    case 'sms':
    case 'whatsapp':
      return codes?.sms ?? code;
    case 'backup':
      return codes?.backup?.[0];
    default:
      return code;
  }
};

/** In the play world nobody has the phone that the code was sent to, so it is shown. */
export function DemoCode({ username, method, onUse }: Props) {
  const instance = useInstance();
  // The code may have changed since the page was opened.
  useEffect(() => void askForInstance(), []);
  const account = instance?.demo_accounts.find((one) => one.username === username);
  const code = account && codeFor(account, method);
  if (!code) return null;
  return (
    <p className={classes.demo}>
      <span>
        Demo: this account takes <code>{code}</code> now.
      </span>
      <ActionButton variant="default" size="xs" onClick={() => onUse(code)}>
        Use this code
      </ActionButton>
    </p>
  );
}
