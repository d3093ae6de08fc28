import { useState } from 'react';
import { Door } from '../../../components/door.tsx';
import { RouteError } from '../../../components/route-error.tsx';
import { ForgotForm } from '../components/forgot-form.tsx';
import { LinkSent } from '../components/link-sent.tsx';

export { RouteError as ErrorBoundary };

export function Component() {
  const [sent, setSent] = useState(false);
  return (
    <Door
      tab="Forgot password"
      title="Forgot your password?"
      lead="A link by mail lets you choose a new one."
      foot="No sign-in? Ask an administrator."
    >
      {sent ? <LinkSent /> : <ForgotForm onSent={() => setSent(true)} />}
    </Door>
  );
}
