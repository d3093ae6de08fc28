import { Modal } from '@mantine/core';
import { type Channel, CHANNEL_KINDS, type ChannelKind, MOST_CHANNELS } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { AppLink } from '../../../components/links.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { announce } from '../../../lib/announce.ts';
import { paths } from '../../../lib/paths.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useChangeNotifications } from '../api/notifications.mutations.ts';
import { notificationsQuery } from '../api/notifications.queries.ts';
import { KINDS, type Notifications, placeOf, withoutChannel } from '../channels.ts';
import { ChannelForm } from './channel-form.tsx';
import { ChannelLine } from './channel-line.tsx';
import { DigestChoice } from './digest-choice.tsx';
import classes from './notifications.module.css';

/** Where a person is notified of what. */
export function NotificationsSection() {
  const person = usePerson();
  const query = useQuery(notificationsQuery(person.id));
  return (
    <Section card title="Notifications">
      <QueryView query={query} skeleton={<SkeletonRows rows={2} height={72} />}>
        {(notifications) => <Channels notifications={notifications} />}
      </QueryView>
    </Section>
  );
}

interface Edited {
  readonly kind: ChannelKind;
  readonly channel: Channel | null;
}

function Channels({ notifications }: { readonly notifications: Notifications }) {
  const { email } = usePerson();
  const { channels, digest } = notifications;
  const [edited, setEdited] = useState<Edited | null>(null);
  const [removed, setRemoved] = useState<Channel | null>(null);
  const lead = useRef<HTMLParagraphElement>(null);
  return (
    <>
      <p className={classes.words} ref={lead} tabIndex={-1}>
        Be told where you look anyway when a bot needs you, or when something went wrong.
      </p>
      {channels.length > 0 ? (
        <ul className={classes.channels}>
          {channels.map((channel) => (
            <ChannelLine
              key={channel.id}
              channel={channel}
              onEdit={() => setEdited({ kind: channel.kind, channel })}
              onRemove={() => setRemoved(channel)}
            />
          ))}
        </ul>
      ) : (
        <EmptyState title="You are not notified of anything yet">
          Add a channel below. What happens stays visible here in any case.
        </EmptyState>
      )}
      <AddChannel
        full={channels.length >= MOST_CHANNELS}
        hasEmail={email !== null}
        onAdd={(kind) => setEdited({ kind, channel: null })}
      />
      <DigestChoice digest={digest} byMail={channels.some(({ kind }) => kind === 'mail')} />
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited && (edited.channel ? KINDS[edited.kind].name : `Add ${KINDS[edited.kind].name}`)}
        closeOnClickOutside={false}
      >
        {edited && <ChannelForm {...edited} onDone={() => setEdited(null)} />}
      </Modal>
      <Removal
        channel={removed}
        endsDigest={
          digest !== 'off' && removed?.kind === 'mail' && channels.filter(({ kind }) => kind === 'mail').length === 1
        }
        onClose={() => setRemoved(null)}
        onRemoved={() => lead.current?.focus()}
      />
    </>
  );
}

interface AddChannelProps {
  readonly full: boolean;
  readonly hasEmail: boolean;
  readonly onAdd: (kind: ChannelKind) => void;
}

function AddChannel({ full, hasEmail, onAdd }: AddChannelProps) {
  const offered = CHANNEL_KINDS.filter((kind) => kind !== 'mail' || hasEmail);
  const [kind, setKind] = useState<ChannelKind>(offered[0] ?? 'webhook');
  if (full)
    return (
      <p className={classes.words}>You have {MOST_CHANNELS} channels, which is the most. Remove one to add another.</p>
    );
  return (
    <>
      <div className={classes.buttons}>
        <Choice
          label="Another channel"
          value={kind}
          data={offered.map((value) => ({ value, label: KINDS[value].name }))}
          onChange={({ currentTarget }) => setKind(offered.find((one) => one === currentTarget.value) ?? kind)}
        />
        <ActionButton onClick={() => onAdd(kind)}>Add channel</ActionButton>
      </div>
      {!hasEmail && (
        <p className={classes.words}>
          For e-mail, <AppLink to={paths.profile.href()}>add your address in your profile</AppLink> first.
        </p>
      )}
    </>
  );
}

interface RemovalProps {
  readonly channel: Channel | null;
  readonly endsDigest: boolean;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

function Removal({ channel, endsDigest, onClose, onRemoved }: RemovalProps) {
  const { id, email } = usePerson();
  const change = useChangeNotifications(id);
  const close = () => {
    change.reset();
    onClose();
  };
  const name = channel ? `${KINDS[channel.kind].name} (${placeOf(channel, email)})` : '';
  const run = () =>
    channel &&
    change.mutate((now) => withoutChannel(now, channel.id), {
      onSuccess: () => {
        close();
        announce(`${name} is removed`);
        onRemoved();
      },
    });
  return (
    <ConfirmDialog
      opened={channel !== null}
      title={`Remove ${name}?`}
      confirm="Remove channel"
      busyWords="Removing"
      busy={change.isPending}
      error={change.error}
      onConfirm={run}
      onClose={close}
    >
      Nothing is sent there any more, and what waits to be sent is dropped.
      {channel?.secret_set && ' Its secret is forgotten.'}
      {endsDigest && ' The summary by mail ends too.'}
    </ConfirmDialog>
  );
}
