import { NOTIFICATION_EVENTS, type Channel, type ChannelKind } from '@pacekeeper/contracts';
import {
  IconBrandDiscord,
  IconBrandSlack,
  IconBrandTelegram,
  IconMail,
  IconWebhook,
  type Icon,
} from '@tabler/icons-react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Done } from '../../../components/done.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { counted } from '../../../lib/format/number.ts';
import { useSaid } from '../../../lib/said.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useTestChannel } from '../api/notifications.mutations.ts';
import { KINDS, placeOf } from '../channels.ts';
import { useEventWords } from '../use-event-words.ts';
import classes from './notifications.module.css';

const ICONS: Readonly<Record<ChannelKind, Icon>> = {
  mail: IconMail,
  webhook: IconWebhook,
  slack: IconBrandSlack,
  discord: IconBrandDiscord,
  telegram: IconBrandTelegram,
};

interface Props {
  readonly channel: Channel;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

const FEW = 3;

/** One channel: where it leads, what it is told, and whether the last one arrived. */
export function ChannelLine({ channel, onEdit, onRemove }: Props) {
  const person = usePerson();
  const test = useTestChannel(person.id, channel.id);
  const said = useSaid();
  const { name } = KINDS[channel.kind];
  const place = placeOf(channel, person.email);
  const Drawn = ICONS[channel.kind];
  const of = (
    <VisuallyHidden>
      {name}, {place}
    </VisuallyHidden>
  );
  return (
    <li className={classes.channel}>
      <div className={classes.head}>
        <h3 className={classes.name}>
          <Drawn size={18} stroke={1.5} aria-hidden="true" />
          {name}
        </h3>
        <span className={classes.place}>{place}</span>
      </div>
      <Facts channel={channel} />
      {channel.failure && !test.data && (
        <p className={classes.failure}>
          The last notification did not arrive (<RelativeTime at={channel.failure.at} />
          {channel.failure.tries > 1 && `, ${counted(channel.failure.tries, { one: 'try', many: 'tries' })}`}
          ). {said(channel.failure)}{' '}
          {channel.failure.gave_up
            ? 'It was dropped after a day.'
            : channel.waiting > 0 && 'It is tried again for a day.'}
        </p>
      )}
      {test.isError && <ErrorBlock key={test.submittedAt} error={test.error} />}
      {test.data?.delivered && <Done>The test was sent to {place}.</Done>}
      {test.data?.failure && (
        <p className={classes.failure} role="alert">
          The test did not arrive. {said(test.data.failure)}
        </p>
      )}
      <div className={classes.buttons}>
        <ActionButton
          variant="default"
          size="xs"
          busy={test.isPending}
          busyWords="Sending"
          onClick={() => test.mutate()}
        >
          Send test {of}
        </ActionButton>
        <ActionButton variant="default" size="xs" onClick={onEdit}>
          Edit {of}
        </ActionButton>
        <ActionButton variant="default" size="xs" onClick={onRemove}>
          Remove {of}
        </ActionButton>
      </div>
    </li>
  );
}

function Facts({ channel: { events, quiet_hours: quiet, waiting, last_sent_at: sent } }: Pick<Props, 'channel'>) {
  const words = useEventWords();
  const known = NOTIFICATION_EVENTS.filter((event) => events.includes(event));
  const told =
    known.length > FEW ? `${counted(known.length, { one: 'event', many: 'events' })}` : known.map(words).join('; ');
  return (
    <p className={classes.facts}>
      <span>{told}</span>
      {quiet && (
        <span>
          Quiet from {quiet.from} to {quiet.to}
        </span>
      )}
      {waiting > 0 && <span>{counted(waiting, { one: 'notification waits', many: 'notifications wait' })}</span>}
      <span>
        {sent ? (
          <>
            Last sent <RelativeTime at={sent} />
          </>
        ) : (
          'Nothing sent yet'
        )}
      </span>
    </p>
  );
}
