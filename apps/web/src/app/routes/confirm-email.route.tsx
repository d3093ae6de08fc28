import { useState } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { Done } from '../../components/done.tsx';
import { Door } from '../../components/door.tsx';
import { ErrorBlock } from '../../components/error-block.tsx';
import { Fields } from '../../components/fields.tsx';
import { LinkButton } from '../../components/links.tsx';
import { RouteError } from '../route-error.tsx';
import { announce } from '../../lib/announce.ts';
import { takeToken } from '../../lib/link-token.ts';
import { paths } from '../../lib/paths.ts';
import { useAction } from '../../lib/use-action.ts';
import { confirmEmail } from '../../features/confirm-email/api/confirm-email.ts';

export { RouteError as ErrorBoundary };

let held: string | null = null;

/** Takes the token out of the address before anything is drawn. */
export const loader = (): null => {
  held = takeToken(globalThis) ?? held;
  return null;
};

/** For an address that carries no token: the same page of the knowledge base as a link that is over. */
const NO_TOKEN = {
  code: 'E-AUTH-W-332B',
  message: 'The address of this page no longer holds a link. Open the link in the mail again.',
};

/** Confirms at the press of a button, since mail programs open links by themselves. */
export function Component() {
  const [done, setDone] = useState(false);
  const confirming = useAction(async (token: string) => {
    await confirmEmail({ token });
    held = null;
    announce('E-mail address confirmed');
    setDone(true);
  });
  const token = held;
  return (
    <Door
      tab="Confirm e-mail"
      title="Confirm your e-mail address"
      lead="Notices and reset links go there from then on."
      foot="Trouble with the link? Ask an administrator."
    >
      <Fields>
        {done && <Done>Your e-mail address was changed.</Done>}
        {!done && !token && <ErrorBlock silent trouble={NO_TOKEN} />}
        {confirming.error !== null && <ErrorBlock key={confirming.count} error={confirming.error} />}
        {!done && token && (
          <ActionButton
            busy={confirming.busy}
            busyWords="Confirming"
            onClick={() => void confirming.run(token)}
            fullWidth
          >
            Confirm
          </ActionButton>
        )}
        {(done || !token) && <LinkButton to={paths.profile.href()}>Go to your profile</LinkButton>}
      </Fields>
    </Door>
  );
}
