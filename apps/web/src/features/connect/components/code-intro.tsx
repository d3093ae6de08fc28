import type { Verification } from '@pacekeeper/contracts';
import type { ReactNode } from 'react';
import { arrive } from '../../../lib/focus.ts';
import { Until } from '../../../components/times.tsx';
import classes from './connect.module.css';

interface Props {
  readonly verification: Verification;
  readonly children: ReactNode;
}

const ASKS: Readonly<Record<Verification['asks'], (name: string) => string>> = {
  code: (name) => `Instagram wants to be sure that it is you, @${name}`,
  choice: (name) => `Where should Instagram send the code for @${name}?`,
  approval: (name) => `Instagram asks whether this sign-in of @${name} was you`,
  app: (name) => `Instagram wants you to confirm @${name} in its own app`,
  consent: (name) => `Instagram wants @${name} to accept its new terms`,
};

/** Who asks for what, and how long it is good for. */
export function CodeIntro({ verification, children }: Props) {
  const { kind, asks, instagram_username: name, expires_at: expiresAt, tries_left: tries } = verification;
  return (
    <div className={classes.intro}>
      <p
        className={classes.asked}
        tabIndex={-1}
        // A code is typed at once; all else begins with what Instagram says.
        {...(asks !== 'code' && { ref: arrive, 'data-autofocus': true })}
      >
        {kind === 'two_factor' ? `Instagram asks for the second factor of @${name}` : ASKS[asks](name)}
      </p>
      {children}
      <p className={classes.quiet}>
        Valid <Until at={expiresAt} show="until" />
        {asks === 'code' && tries < 5 && `. ${tries} of 5 tries left`}
      </p>
    </div>
  );
}
