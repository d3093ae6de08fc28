import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { LinkButton } from '../../../components/link-button.tsx';
import { StateChip } from '../../../components/state-chip.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { announce } from '../../../lib/announce.ts';
import { paths } from '../../../lib/paths.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useSetSecurity } from '../api/set-security.mutation.ts';

interface Props {
  readonly required: boolean;
}

const WORDS = {
  require: {
    button: 'Require of everybody',
    title: 'Require a second factor of everybody?',
    keep: 'Leave it to them',
    said: 'A second factor is required of everybody',
    text: 'Whoever has none must set one up before anything else, from their next request on. Keep in mind those who have no phone at hand. Bots go on.',
  },
  free: {
    button: 'Require no longer',
    title: 'Require a second factor no longer?',
    keep: 'Keep requiring it',
    said: 'A second factor is required no longer',
    text: 'Whoever has a second factor keeps it and may remove it. New users sign in with the password alone.',
  },
} as const;

/** Whether everybody needs a second factor. */
export function FactorRule({ required }: Props) {
  const [asking, setAsking] = useState(false);
  const own = usePerson().two_factor_enabled;
  const set = useSetSecurity();
  const lacksOne = !required && !own;
  const words = required ? WORDS.free : WORDS.require;
  const confirm = () =>
    set.mutate(
      { require_two_factor: !required },
      {
        onSuccess: () => {
          setAsking(false);
          announce(words.said);
        },
      },
    );
  return (
    <ToolRow
      title="Second factor for everybody"
      state={
        required ? (
          <StateChip look="running" icon="check">
            required
          </StateChip>
        ) : (
          <StateChip look="stopped" icon="info">
            left to each
          </StateChip>
        )
      }
      words={
        <>
          A stolen password alone then opens nothing: everybody signs in with an authenticator app or a passkey too.
          {lacksOne && ' You can require it once you have one yourself: without it the rule would stop you first.'}
        </>
      }
      action={
        lacksOne ? (
          <LinkButton to={paths.profile.href()}>Set up a second factor</LinkButton>
        ) : (
          <ActionButton variant="default" onClick={() => setAsking(true)}>
            {words.button}
          </ActionButton>
        )
      }
    >
      <ConfirmDialog
        opened={asking}
        title={words.title}
        confirm={words.button}
        keep={words.keep}
        busyWords="Changing the rule"
        busy={set.isPending}
        error={set.error}
        danger={required}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        {words.text}
      </ConfirmDialog>
    </ToolRow>
  );
}
