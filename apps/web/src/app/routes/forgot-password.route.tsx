import { useState } from 'react';
import { Door } from '../../components/door.tsx';
import { RouteError } from '../route-error.tsx';
import { ForgotForm } from '../../features/forgot-password/components/forgot-form.tsx';
import { LinkSent } from '../../features/forgot-password/components/link-sent.tsx';

export { RouteError as ErrorBoundary };

export function Component() {
  const [sent, setSent] = useState(false);
  return (
    <Door
      tab="Forgot password"
      title="Forgot your password?"
      lead="Get a link by e-mail to choose a new one."
      foot="No login yet? Ask an administrator."
    >
      {sent ? <LinkSent /> : <ForgotForm onSent={() => setSent(true)} />}
    </Door>
  );
}
