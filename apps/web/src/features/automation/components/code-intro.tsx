import type { Verification, VerificationMethod } from '@pacekeeper/contracts';
import { Until } from '../../../components/until.tsx';
import classes from './connect.module.css';
import { METHOD_WORDS } from './method-choice.tsx';

interface Props {
  readonly username: string;
  readonly verification: Verification;
  readonly method: VerificationMethod | null;
}

/** Who asks for what, where it was sent, and how long it is good for. */
export function CodeIntro({ username, verification, method }: Props) {
  const { kind, sent_to: sentTo, expires_at: expiresAt } = verification;
  return (
    <div className={classes.intro}>
      <p className={classes.asked}>
        {kind === 'two_factor'
          ? `Instagram asks for the second factor of @${username}`
          : 'Instagram wants to be sure that it is you'}
      </p>
      <p>
        {method ? METHOD_WORDS[method].where : 'Instagram sent you a code.'}
        {sentTo && ` It was sent to ${sentTo}.`}
      </p>
      <p className={classes.quiet}>
        Good <Until at={expiresAt} show="until" />
      </p>
    </div>
  );
}
