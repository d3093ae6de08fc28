import type { Account, Verification } from '@pacekeeper/contracts';
import { useState } from 'react';
import { announce } from '../../../lib/announce.ts';
import { CodeForm } from './code-form.tsx';
import { ConnectForm } from './connect-form.tsx';

interface Props {
  /** The account that has lost its session, where it is connected again. */
  readonly username?: string;
  readonly onConnected?: (account: Account) => void;
}

interface Asked {
  readonly username: string;
  readonly verification: Verification;
}

/** Name and password first; then, where Instagram asks for one, the code. */
export function ConnectFlow({ username = '', onConnected }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [typed, setTyped] = useState(username);

  const connected = (account: Account) => {
    announce(`${account.instagram_username} is connected`);
    onConnected?.(account);
  };
  if (asked) {
    return (
      <CodeForm
        key={asked.verification.id}
        username={asked.username}
        verification={asked.verification}
        onConnected={connected}
        onAsked={(verification) => setAsked({ ...asked, verification })}
        onBack={() => {
          setTyped(asked.username);
          setAsked(null);
        }}
      />
    );
  }
  return (
    <ConnectForm
      username={typed}
      onConnected={connected}
      onAsked={(verification, name) => setAsked({ verification, username: name })}
    />
  );
}
