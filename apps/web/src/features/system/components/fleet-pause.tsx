import { Group, Modal, Stack, TextInput } from '@mantine/core';
import { fleetReasonSchema, type FleetPause as Pause } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { AppLink } from '../../../components/links.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Facts } from '../../../components/facts.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { StateChip } from '../../../components/state-chip.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { Until } from '../../../components/times.tsx';
import { announce } from '../../../lib/announce.ts';
import { counted, number } from '../../../lib/format/number.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { paths } from '../../../lib/paths.ts';
import { useSetFleet } from '../api/system.mutations.ts';

const WORDS = {
  pause: {
    button: 'Pause all bots',
    busy: 'Pausing all bots',
    title: 'Pause everybody’s bots?',
    keep: 'Do not pause',
    said: 'All bots are paused',
    text: 'No bot acts until an administrator resumes them. Jobs keep their place. Actions already in progress are still recorded.',
    readers:
      'Shown to administrators under System and kept in the audit log with your name. Users see only that an administrator paused all bots.',
  },
  resume: {
    button: 'Resume all bots',
    busy: 'Resuming all bots',
    title: 'Resume everybody’s bots?',
    keep: 'Keep them paused',
    said: 'All bots continue',
    text: 'Every started bot continues, one after the other. If Instagram still gives many of them the same answer, all pause again.',
    readers: 'Kept in the audit log with your name.',
  },
} as const;

interface Props {
  readonly fleet: Pause;
}

/** Whether all bots are paused, why, and the way to change it. */
export function FleetPause({ fleet }: Props) {
  const [asking, setAsking] = useState(false);
  const what = fleet.paused ? 'resume' : 'pause';
  return (
    <ToolRow
      title="Everybody’s bots"
      state={
        fleet.paused ? (
          <StateChip look="paused">paused{fleet.cause === 'person' ? ' by hand' : ''}</StateChip>
        ) : (
          <StateChip look="running" icon="check">
            active
          </StateChip>
        )
      }
      words={
        fleet.paused
          ? fleet.trouble?.message
          : 'All bots pause by themselves when many accounts get the same unexpected answer. You can pause them by hand too.'
      }
      action={
        <ActionButton variant="default" onClick={() => setAsking(true)}>
          {WORDS[what].button}
        </ActionButton>
      }
      result={fleet.paused && <Why fleet={fleet} />}
    >
      <Modal opened={asking} onClose={() => setAsking(false)} title={WORDS[what].title} centered>
        <ReasonForm key={what} what={what} onClose={() => setAsking(false)} />
      </Modal>
    </ToolRow>
  );
}

/** What is known of the pause, in the order in which one asks. */
function Why({ fleet }: Props) {
  const { answer, accounts, answered, since, until, failed_probes: failed, probing, reason } = fleet;
  return (
    <Facts
      facts={[
        ['Since', since && <RelativeTime at={since} />],
        ['Reason', reason],
        ['Answer', answer && <AppLink to={paths.errorCode.href(answer.code)}>{answer.message}</AppLink>],
        [
          'Accounts',
          accounts !== null &&
            answered !== null &&
            `${number(accounts)} of ${number(answered)} that were answered within five minutes`,
        ],
        ['Tried since', failed > 0 && `${counted(failed, { one: 'account', many: 'accounts' })}, without success`],
        ['Next try', probing ? 'an account is trying now' : until && <Until at={until} show="in" />],
      ]}
    />
  );
}

function ReasonForm({ what, onClose }: { readonly what: 'pause' | 'resume'; readonly onClose: () => void }) {
  const words = WORDS[what];
  const set = useSetFleet(what);
  const form = useForm({
    initial: { reason: '' },
    check: (values) => checkWith(fleetReasonSchema, values, { reason: 'Say why, in 3 to 300 characters.' }),
    send: async (body) => {
      await set.mutateAsync(body);
      announce(words.said);
      onClose();
    },
  });
  return (
    <form {...form.form}>
      <Stack gap={16}>
        <div>{words.text}</div>
        {set.isError && <ErrorBlock key={set.submittedAt} error={set.error} />}
        <TextInput {...form.text('reason')} label="Why" description={words.readers} autoComplete="off" data-autofocus />
        <Group justify="flex-end" gap={8}>
          <ActionButton variant="default" onClick={onClose}>
            {words.keep}
          </ActionButton>
          <ActionButton type="submit" danger={what === 'pause'} busy={set.isPending} busyWords={words.busy}>
            {words.button}
          </ActionButton>
        </Group>
      </Stack>
    </form>
  );
}
