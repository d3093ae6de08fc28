import { useEffect } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { askForInstance, useInstance } from '../../../lib/instance.ts';
import classes from './connect.module.css';

interface Props {
  readonly username: string;
  readonly onUse: (code: string) => void;
}

/** In the play world nobody has the phone that the code was sent to, so it is shown. */
export function DemoCode({ username, onUse }: Props) {
  const instance = useInstance();
  // The code may have changed since the page was opened.
  useEffect(() => void askForInstance(), []);
  const code = instance?.demo_accounts.find((account) => account.username === username)?.code;
  if (!code) return null;
  return (
    <p className={classes.demo}>
      <span>
        Demo: this account asks for <code>{code}</code> now.
      </span>
      <ActionButton variant="subtle" size="xs" onClick={() => onUse(code)}>
        Use this code
      </ActionButton>
    </p>
  );
}
