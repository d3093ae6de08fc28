import { useState } from 'react';
import { useNavigate } from 'react-router';
import { AppLink } from '../../components/links.tsx';
import { Done } from '../../components/done.tsx';
import { Page } from '../../components/page.tsx';
import { RouteError } from '../route-error.tsx';
import { announce } from '../../lib/announce.ts';
import { paths } from '../../lib/paths.ts';
import { usePerson } from '../../lib/session/person.ts';
import { PasswordForm } from '../../features/profile/components/password-form.tsx';
import classes from './change-password.module.css';

export { RouteError as ErrorBoundary };

const FORCED = 'Somebody else gave you this password. Choose one that only you know to continue.';
const CHOSEN = 'Changing it ends your other login sessions. This one stays.';

export function Component() {
  const person = usePerson();
  const navigate = useNavigate();
  const [forced] = useState(person.must_change_password);
  const [changed, setChanged] = useState(false);
  const onChanged = () => {
    announce('Password changed');
    if (forced) void navigate(paths.home.href(), { replace: true });
    else setChanged(true);
  };
  return (
    <Page title={forced ? 'Choose your own password' : 'Change password'} lead={forced ? FORCED : CHOSEN}>
      <div className={classes.card}>
        {changed && <Done>Your password was changed. Use the new one from now on.</Done>}
        <PasswordForm user={person} onChanged={onChanged} />
      </div>
      {!forced && (
        <div>
          <AppLink to={paths.profile.href()}>Back to the profile</AppLink>
        </div>
      )}
    </Page>
  );
}
