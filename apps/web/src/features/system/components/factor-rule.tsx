import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { LinkButton } from '../../../components/links.tsx';
import { StateChip } from '../../../components/state-chip.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { announce } from '../../../lib/announce.ts';
import { paths } from '../../../lib/paths.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useSetSecurity } from '../api/system.mutations.ts';

interface Props {
  readonly required: boolean;
}

const WORDS = {
  require: {
    button: 'Require for everybody',
    title: 'Require a second factor for everybody?',
    keep: 'Keep it optional',
    said: 'A second factor is now required for everybody',
    text: 'Anyone without one must set it up before doing anything else, from their next request on. Bots keep running.',
  },
  free: {
    button: 'Stop requiring',
    title: 'Stop requiring a second factor?',
    keep: 'Keep requiring it',
    said: 'A second factor is no longer required',
    text: 'People keep their second factor and may remove it. New users sign in with a password alone.',
  },
} as const;

/** Whether all users need a second factor. */
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
            optional
          </StateChip>
        )
      }
      words={
        <>
          A stolen password alone is then not enough: everybody also signs in with an authenticator app or a passkey.
          {lacksOne && ' You can require it once you have one yourself; otherwise the rule would lock you out first.'}
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
