import { TextInput } from '@mantine/core';
import { cronSchema, scheduleNameSchema } from '@pacekeeper/contracts';
import { z } from 'zod';
import { ActionButton } from '../../../components/action-button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { ARRIVES } from '../../../lib/focus.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { cronOf, rhythmOf, RHYTHMS } from '../cron-words.ts';

const bodySchema = z.strictObject({ name: scheduleNameSchema, cron: cronSchema });
export type ScheduleTimes = z.infer<typeof bodySchema>;

interface Props {
  /** What the form is for, for those who listen: "Edit Follow by hashtag". */
  readonly label: string;
  readonly initial: ScheduleTimes;
  /** The zone that the times count in. */
  readonly zone: string;
  readonly button: string;
  readonly busyWords: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSend: (body: ScheduleTimes) => Promise<unknown>;
  readonly onClose: () => void;
}

/** The name and the times of a schedule. */
export function ScheduleFields({ label, initial, zone, button, busyWords, busy, error, onSend, onClose }: Props) {
  const form = useForm<{ name: string; rhythm: string; time: string; cron: string }, ScheduleTimes>({
    initial: { name: initial.name, ...rhythmOf(initial.cron) },
    check: (values) => {
      const checked = checkWith(
        bodySchema,
        { name: values.name, cron: cronOf(values) },
        {
          name: 'Enter a name of 1 to 80 characters.',
        },
      );
      if (!('errors' in checked) || !checked.errors['cron'] || values.rhythm === 'own') return checked;
      const { cron: _, ...others } = checked.errors;
      return { errors: { ...others, time: 'Enter a time such as 09:00.' } };
    },
    send: onSend,
  });
  return (
    <form {...form.form} aria-label={label}>
      <Fields>
        {error !== null && <ErrorBlock error={error} />}
        <TextInput {...form.text('name')} {...ARRIVES} label="Name" autoComplete="off" />
        <Choice {...form.text('rhythm')} label="How often" description={`Times are those of ${zone}.`} data={RHYTHMS} />
        {form.values.rhythm === 'daily' && <TextInput {...form.text('time')} label="Time" type="time" />}
        {form.values.rhythm === 'own' && (
          <TextInput
            {...form.text('cron')}
            label="Cron pattern"
            description="Minute, hour, day of the month, month, day of the week; at least 15 minutes apart."
            autoComplete="off"
            spellCheck={false}
          />
        )}
        <div>
          <ActionButton type="submit" busy={busy} busyWords={busyWords}>
            {button}
          </ActionButton>{' '}
          <ActionButton variant="subtle" onClick={onClose}>
            Cancel
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
