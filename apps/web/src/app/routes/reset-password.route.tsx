import { useNavigate } from 'react-router';
import { Door } from '../../components/door.tsx';
import { RouteError } from '../route-error.tsx';
import { announce } from '../../lib/announce.ts';
import { paths } from '../../lib/paths.ts';
import { LinkOver } from '../../features/reset-password/components/link-over.tsx';
import { ResetForm } from '../../features/reset-password/components/reset-form.tsx';
import { forgetToken, heldToken } from '../../features/reset-password/reset-token.ts';
import { useResetToken } from '../../features/reset-password/reset-token.ts';

export { RouteError as ErrorBoundary };

/** Takes the token out of the address before anything is drawn. */
export const loader = (): null => {
  heldToken();
  return null;
};

export function Component() {
  const token = useResetToken();
  const navigate = useNavigate();
  const onReset = () => {
    forgetToken();
    announce('Password changed');
    void navigate(paths.login.href({ after: 'reset' }), { replace: true });
  };
  return (
    <Door
      tab="New password"
      title="Choose a new password"
      lead="It replaces the old one and ends all your login sessions."
      foot="Trouble with the link? Ask an administrator."
    >
      {token ? <ResetForm key={token} token={token} onReset={onReset} /> : <LinkOver />}
    </Door>
  );
}
