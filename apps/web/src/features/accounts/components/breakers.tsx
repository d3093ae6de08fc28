import { Group, Modal, TextInput } from '@mantine/core';
import {
  type Account,
  ACTION_LABELS,
  type Breaker,
  type ReleaseBreaker,
  releaseBreakerSchema,
} from '@pacekeeper/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { AppLink } from '../../../components/links.tsx';
import { StateChip } from '../../../components/state-chip.tsx';
import { RelativeTime, Until } from '../../../components/times.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { announce } from '../../../lib/announce.ts';
import { ARRIVES } from '../../../lib/focus.ts';
import { counted } from '../../../lib/format/number.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useLiveActivity } from '../../../lib/live/live.ts';
import { paths } from '../../../lib/paths.ts';
import { keys } from '../../../lib/query-keys.ts';
import { useSaid } from '../../../lib/said.ts';
import { breakersQuery, useReleaseBreaker } from '../api/breakers.ts';
import classes from './breakers.module.css';

/** Breakers have no event of their own; each change of one is an activity of the account. */
const CHANGES = /^(breaker|bot)_/;

interface Props {
  readonly account: Account;
}

/** "follows", or the whole account. */
const stopped = ({ action }: Breaker): string => (action ? ACTION_LABELS[action].many : 'the whole account');

/** What Instagram made the bot of an account stop, until when, and the way to go on before. */
export function Breakers({ account }: Props) {
  const client = useQueryClient();
  const query = useQuery(breakersQuery(account.id));
  const [asked, setAsked] = useState<Breaker | null>(null);
  useLiveActivity((row) => {
    if (row.account_id === account.id && CHANGES.test(row.action)) {
      void client.invalidateQueries({ queryKey: keys.breakers(account.id) });
    }
  });
  const breakers = query.data ?? [];
  if (query.isError && !query.data) {
    return <ErrorBlock silent error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  }
  if (breakers.length === 0) return null;
  return (
    <section className={classes.breakers} aria-label="Stopped by Instagram">
      <ul className={classes.list}>
        {breakers.map((breaker) => (
          <Line key={breaker.id} breaker={breaker} onRelease={() => setAsked(breaker)} />
        ))}
      </ul>
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={asked ? `Go on with ${stopped(asked)}?` : null}
        centered
      >
        {asked && <ReleaseForm breaker={asked} onClose={() => setAsked(null)} />}
      </Modal>
    </section>
  );
}

interface LineProps {
  readonly breaker: Breaker;
  readonly onRelease: () => void;
}

function Line({ breaker, onRelease }: LineProps) {
  const said = useSaid();
  const { state, until, symbol, code, reopened, opened_at: opened } = breaker;
  const open = state === 'open';
  return (
    <li className={classes.line}>
      <div className={classes.body}>
        <StateChip look={open ? 'blocked' : 'waiting'}>
          {open ? (
            <>
              {stopped(breaker)}: stopped, <Until at={until} show="until" />
            </>
          ) : (
            `${stopped(breaker)}: one is tried next`
          )}
        </StateChip>
        <p className={classes.words}>{said({ message: code, message_symbol: symbol, params: {} })}</p>
        <p className={classes.facts}>
          <span>
            Since <RelativeTime at={opened} />
          </span>
          {reopened > 0 && <span>Came back {counted(reopened, { one: 'time', many: 'times' })}</span>}
          <AppLink to={paths.errorCode.href(code)} label={`What to do: ${code}`}>
            What to do
          </AppLink>
        </p>
      </div>
      {open && (
        <ActionButton variant="default" size="xs" onClick={onRelease}>
          Go on now <VisuallyHidden>with {stopped(breaker)}</VisuallyHidden>
        </ActionButton>
      )}
    </li>
  );
}

interface ReleaseFormProps {
  readonly breaker: Breaker;
  readonly onClose: () => void;
}

function ReleaseForm({ breaker, onClose }: ReleaseFormProps) {
  const release = useReleaseBreaker(breaker);
  const form = useForm({
    initial: { reason: '' },
    check: (typed) =>
      checkWith<ReleaseBreaker>(releaseBreakerSchema, typed, { reason: 'Enter a reason of 3 to 300 characters.' }),
    send: async (body) => {
      await release.mutateAsync(body);
      announce(`The bot goes on with ${stopped(breaker)}`);
      onClose();
    },
  });
  return (
    <form {...form.form} aria-label="Go on before the pause is over">
      <Fields>
        {release.isError && <ErrorBlock key={release.submittedAt} error={release.error} />}
        <p className={classes.words}>
          Waiting is safer: Instagram objected, and the pause gives it time to forget. If it objects again, the next
          pause lasts twice as long.
        </p>
        <TextInput {...form.text('reason')} label="Reason" description="The audit log keeps it." {...ARRIVES} />
        <Group justify="flex-end" gap={8}>
          <ActionButton variant="default" onClick={onClose}>
            Keep waiting
          </ActionButton>
          <ActionButton type="submit" danger busy={release.isPending} busyWords="Going on">
            Go on now
          </ActionButton>
        </Group>
      </Fields>
    </form>
  );
}
