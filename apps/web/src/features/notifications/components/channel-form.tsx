import { Checkbox, TextInput } from '@mantine/core';
import { type Channel, type ChannelInput, type ChannelKind, URGENT_EVENTS } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { PasswordField } from '../../../components/password-field.tsx';
import { announce } from '../../../lib/announce.ts';
import { ARRIVES } from '../../../lib/focus.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useZone } from '../../../lib/session/use-zone.ts';
import { useChangeNotifications } from '../api/notifications.mutations.ts';
import {
  checkChannel,
  eventGroups,
  KINDS,
  refusedFields,
  type TypedChannel,
  typedOf,
  withChannel,
} from '../channels.ts';
import { useEventWords } from '../use-event-words.ts';
import classes from './notifications.module.css';

interface Props {
  readonly kind: ChannelKind;
  /** Null: a new one. */
  readonly channel: Channel | null;
  readonly onDone: () => void;
}

/** Where a channel leads, what it is told, and when it is quiet. */
export function ChannelForm({ kind, channel, onDone }: Props) {
  const person = usePerson();
  const zone = useZone();
  const eventWords = useEventWords();
  const change = useChangeNotifications(person.id);
  const words = KINDS[kind];
  const form = useForm<TypedChannel, ChannelInput>({
    initial: typedOf(channel),
    check: (typed) => checkChannel(kind, channel, typed),
    refused: refusedFields,
    send: async (body) => {
      await change.mutateAsync((now) => withChannel(now, body));
      announce(`${words.name} is saved`);
      onDone();
    },
  });
  const { events, quiet } = form.values;
  const toggle = (event: (typeof events)[number], on: boolean) =>
    form.set({ events: on ? [...events, event] : events.filter((one) => one !== event) });
  const urgent = URGENT_EVENTS.map(eventWords).join('”, “');
  return (
    <form {...form.form} aria-label={`${words.name} channel`}>
      <Fields>
        {change.isError && <ErrorBlock key={change.submittedAt} error={change.error} />}
        {kind === 'mail' ? (
          <p className={classes.words}>Mails go to your own address: {person.email}.</p>
        ) : (
          <TextInput
            {...form.text('target')}
            label={words.target}
            description={words.targetHelp}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...ARRIVES}
          />
        )}
        {words.secret && (
          <PasswordField
            {...form.text('secret')}
            label={words.secret}
            description={
              channel?.secret_set ? 'It is set and never shown. Leave this empty to keep it.' : words.secretHelp
            }
            autoComplete="off"
          />
        )}
        {eventGroups(person.role).map(({ title, events: offered }, index) => (
          <fieldset key={title} className={classes.group}>
            <legend>{title}</legend>
            <div className={classes.ticks}>
              {offered.map((event) => (
                <Checkbox
                  key={event}
                  label={eventWords(event)}
                  checked={events.includes(event)}
                  {...(index === 0 && form.errors['events'] ? { 'aria-invalid': true } : {})}
                  onChange={({ currentTarget }) => toggle(event, currentTarget.checked)}
                />
              ))}
            </div>
            {index === 0 && form.errors['events'] && <p className={classes.error}>{form.errors['events']}</p>}
          </fieldset>
        ))}
        <Checkbox
          label="Quiet hours"
          description={`Notifications wait until they are over, except “${urgent}”.`}
          {...form.tick('quiet')}
        />
        {quiet && (
          <div className={classes.pair}>
            <TextInput {...form.text('from')} type="time" label="From" />
            <TextInput {...form.text('to')} type="time" label="To" description={zone} />
          </div>
        )}
        <div className={classes.buttons}>
          <ActionButton type="submit" busy={change.isPending} busyWords="Saving">
            {channel ? 'Save channel' : 'Add channel'}
          </ActionButton>
          <ActionButton variant="default" onClick={onDone}>
            Cancel
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
