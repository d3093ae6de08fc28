import { AppLink } from '../../../components/links.tsx';
import { paths } from '../../../lib/paths.ts';
import { useArrivalFocus } from '../../../lib/focus.ts';
import classes from './forgot.module.css';

/** The same words whatever was typed, so that nothing reveals which users exist. */
export function LinkSent() {
  const head = useArrivalFocus<HTMLHeadingElement>();
  return (
    <div className={classes.sent}>
      <h2 ref={head} tabIndex={-1}>
        Check your email
      </h2>
      <p>
        If this user exists and has an e-mail address, a link is on its way. It works once and for 30 minutes. If
        nothing arrives within a few minutes, check the spam folder.
      </p>
      <p>Users without an e-mail address get no mail. An administrator can help them.</p>
      <p className={classes.back}>
        <AppLink to={paths.login.href()}>Back to sign-in</AppLink>
      </p>
    </div>
  );
}
