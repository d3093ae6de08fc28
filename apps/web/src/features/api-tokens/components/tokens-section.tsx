import { type ApiToken, MOST_API_TOKENS } from '@pacekeeper/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { Disclosure } from '../../../components/disclosure.tsx';
import { LoadMore } from '../../../components/load-more.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { StateChip } from '../../../components/state-chip.tsx';
import { RelativeTime, Until } from '../../../components/times.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { announce } from '../../../lib/announce.ts';
import { counted } from '../../../lib/format/number.ts';
import { useRemoveToken } from '../api/tokens.mutations.ts';
import { apiTokensQuery } from '../api/tokens.queries.ts';
import { permissionWords } from '../permission-words.ts';
import { FreshToken, HowTo } from './fresh-token.tsx';
import { TokenForm } from './token-form.tsx';
import classes from './tokens.module.css';

/** Keys for scripts of one's own. */
export function TokensSection() {
  const query = useInfiniteQuery(apiTokensQuery());
  const tokens = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const [creating, setCreating] = useState(false);
  const [fresh, setFresh] = useState<string | null>(null);
  const [asked, setAsked] = useState<ApiToken | null>(null);
  const lead = useRef<HTMLParagraphElement>(null);
  const close = () => {
    setCreating(false);
    setFresh(null);
    lead.current?.focus();
  };
  return (
    <Section card title="API tokens" aside="For scripts of your own">
      <p className={classes.words} ref={lead} tabIndex={-1}>
        A token lets a script do a part of what you may do, without your password.
      </p>
      <QueryView query={query} skeleton={<SkeletonRows rows={2} height={44} />}>
        {() =>
          tokens.length > 0 ? (
            <ul className={classes.lines}>
              {tokens.map((token) => (
                <TokenLine key={token.id} token={token} onRemove={() => setAsked(token)} />
              ))}
            </ul>
          ) : (
            <p className={classes.words}>You have no API tokens.</p>
          )
        }
      </QueryView>
      <LoadMore query={query}>Load older tokens</LoadMore>
      {fresh && <FreshToken token={fresh} onDone={close} />}
      {creating && !fresh && <TokenForm onCreated={setFresh} onCancel={close} />}
      {!creating && tokens.length < MOST_API_TOKENS && (
        <div>
          <ActionButton variant="default" onClick={() => setCreating(true)}>
            New API token
          </ActionButton>
        </div>
      )}
      {!fresh && tokens.length > 0 && <HowTo />}
      <Removal token={asked} onClose={() => setAsked(null)} onRemoved={() => lead.current?.focus()} />
    </Section>
  );
}

interface LineProps {
  readonly token: ApiToken;
  readonly onRemove: () => void;
}

function TokenLine({ token, onRemove }: LineProps) {
  const { name, permissions, expired, expires_at: ends, last_used_at: used } = token;
  return (
    <li className={classes.line}>
      <div className={classes.body}>
        <p className={classes.name}>
          {name}
          {expired && <StateChip look="stopped">ended</StateChip>}
        </p>
        <p className={classes.facts}>
          <span>
            {used ? (
              <>
                Used <RelativeTime at={used} />
              </>
            ) : (
              'Never used'
            )}
          </span>
          <span>
            {expired ? (
              <>
                Ended <RelativeTime at={ends} />
              </>
            ) : (
              <>
                Ends <Until at={ends} show="in" />
              </>
            )}
          </span>
          <span>
            Created <RelativeTime at={token.created_at} />
          </span>
        </p>
        <Disclosure title={counted(permissions.length, { one: 'permission', many: 'permissions' })}>
          {() => (
            <ul className={classes.may}>
              {permissions.map((permission) => (
                <li key={permission}>{permissionWords(permission)}</li>
              ))}
            </ul>
          )}
        </Disclosure>
      </div>
      <ActionButton variant="default" size="xs" onClick={onRemove}>
        Remove <VisuallyHidden>the token {name}</VisuallyHidden>
      </ActionButton>
    </li>
  );
}

interface RemovalProps {
  readonly token: ApiToken | null;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

function Removal({ token, onClose, onRemoved }: RemovalProps) {
  const remove = useRemoveToken();
  const close = () => {
    remove.reset();
    onClose();
  };
  const run = () =>
    token &&
    remove.mutate(token.id, {
      onSuccess: () => {
        close();
        announce(`The token ${token.name} is removed`);
        onRemoved();
      },
    });
  return (
    <ConfirmDialog
      opened={token !== null}
      title={`Remove the token ${token?.name ?? ''}?`}
      confirm="Remove token"
      busyWords="Removing"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={run}
      onClose={close}
    >
      What uses it is refused from now on. It cannot be brought back; a new token can be made at any time.
    </ConfirmDialog>
  );
}
