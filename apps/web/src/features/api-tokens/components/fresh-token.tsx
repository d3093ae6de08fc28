import { Anchor } from '@mantine/core';
import { requestOf, routes } from '@pacekeeper/contracts';
import { IconCopy } from '@tabler/icons-react';
import { useEffect } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { useArrivalFocus } from '../../../lib/focus.ts';
import { useCopy } from '../../../lib/use-copy.ts';
import classes from './tokens.module.css';

interface Props {
  readonly token: string;
  readonly onDone: () => void;
}

const EXAMPLE = requestOf(routes.accounts.list).path;
/** The explorer is below the same root as the routes. */
const EXPLORER = `${EXAMPLE.slice(0, EXAMPLE.indexOf('/', 1))}/docs`;

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

/** A token that is shown only now. The browser asks before the page is left. */
export function FreshToken({ token, onDone }: Props) {
  const { copied, copy } = useCopy();
  const head = useArrivalFocus<HTMLHeadingElement>();
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  const command = `curl -H 'Authorization: Bearer ${token}' ${location.origin}${EXAMPLE}`;
  return (
    <div className={classes.fresh}>
      <h3 ref={head} tabIndex={-1}>
        Copy this token now
      </h3>
      <p className={classes.words}>It is shown only this once. Keep it as you keep a password.</p>
      <code className={classes.token}>{token}</code>
      <div className={classes.buttons}>
        <ActionButton icon={<IconCopy {...ICON} />} onClick={() => copy(token)}>
          {copied === token ? 'Copied' : 'Copy token'}
        </ActionButton>
        <ActionButton variant="default" icon={<IconCopy {...ICON} />} onClick={() => copy(command)}>
          {copied === command ? 'Copied' : 'Copy as a curl command'}
        </ActionButton>
        <ActionButton variant="default" onClick={onDone}>
          I have saved it
        </ActionButton>
      </div>
      <HowTo />
    </div>
  );
}

/** How a token is used, in two lines. */
export function HowTo() {
  return (
    <p className={classes.words}>
      In a script, send it with each request as <code>Authorization: Bearer pk_…</code>.
      <br />
      In the <Anchor href={EXPLORER}>API explorer</Anchor>, press Authorize and paste it.
    </p>
  );
}
