import { ErrorBlock } from '../../../components/error-block.tsx';
import { LinkButton } from '../../../components/links.tsx';
import { paths } from '../../../lib/paths.ts';

/** For an address that carries no token at all: the same page of the knowledge base as a link that is over. */
const NO_TOKEN = {
  code: 'E-AUTH-W-76D7',
  message: 'The address of this page no longer contains the link. Open the link in the e-mail again.',
};

interface Props {
  /** The API's refusal; without it, there was nothing to send. */
  readonly error?: unknown;
}

/** The link was used, has expired or is not whole: the way to a new one. */
export function LinkOver({ error }: Props) {
  const again = (
    <LinkButton to={paths.forgotPassword.href()} size="xs">
      Ask for a new link
    </LinkButton>
  );
  return error ? <ErrorBlock error={error} action={again} /> : <ErrorBlock silent trouble={NO_TOKEN} action={again} />;
}
