import { AppLink } from '../../../components/app-link.tsx';
import { paths } from '../../../lib/paths.ts';
import { useArrivalFocus } from '../../../lib/use-arrival-focus.ts';
import classes from './forgot.module.css';

/** The same words whatever was typed, so that nobody finds out here which users there are. */
export function LinkSent() {
  const head = useArrivalFocus<HTMLHeadingElement>();
  return (
    <div className={classes.sent}>
      <h2 ref={head} tabIndex={-1}>
        Look into your mail
      </h2>
      <p>
        If there is such a user with an e-mail address, a link is on its way there. It serves once and for 30 minutes;
        if nothing comes within a few minutes, look into the folder for spam.
      </p>
      <p>A user without an e-mail address gets no mail: an administrator can help then.</p>
      <p className={classes.back}>
        <AppLink to={paths.login.href()}>Back to the sign-in</AppLink>
      </p>
    </div>
  );
}
