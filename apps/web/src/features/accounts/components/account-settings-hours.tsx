import { Checkbox, TextInput } from '@mantine/core';
import {
  type AccountChanges,
  accountChangesSchema,
  type AccountDetail,
  type WorkingHours,
} from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { announce } from '../../../lib/announce.ts';
import { type Checked, useForm } from '../../../lib/forms/use-form.ts';
import { useZone } from '../../../lib/session/use-zone.ts';
import { useChangeAccount } from '../api/accounts.mutations.ts';
import classes from './account-settings.module.css';

interface Props {
  readonly account: AccountDetail;
}

interface Typed extends Record<string, unknown> {
  readonly from: string;
  readonly to: string;
  readonly days: readonly number[];
}

const WEEK = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const MIDNIGHT = { shown: '00:00', sent: '24:00' } as const;

const typedOf = (hours: WorkingHours | null): Typed => ({
  from: hours?.from ?? '08:00',
  to: hours?.to.replace(MIDNIGHT.sent, MIDNIGHT.shown) ?? '22:00',
  days: hours?.days ?? EVERY_DAY,
});

/** An end at midnight ends the day it is in. */
const check = ({ from, to, days }: Typed): Checked<AccountChanges> => {
  const working_hours = {
    from,
    to: to === MIDNIGHT.shown ? MIDNIGHT.sent : to,
    ...(days.length < EVERY_DAY.length && { days: days.toSorted() }),
  };
  const parsed = accountChangesSchema.safeParse({ working_hours });
  if (parsed.success) return { body: parsed.data };
  const wrong = new Set(parsed.error.issues.map(({ path }) => path.at(-1)));
  return {
    errors: {
      ...(wrong.has('from') ? { from: 'Enter a time, such as 08:00.' } : {}),
      ...(wrong.has('to')
        ? { to: 'Enter another time than the start, such as 22:00; an earlier one is on the next day.' }
        : {}),
      ...(wrong.has('days') ? { days: 'Choose at least one day.' } : {}),
    },
  };
};

const daysInWords = (days: readonly number[] | undefined): string =>
  !days || days.length === EVERY_DAY.length
    ? 'every day'
    : `on ${days
        .toSorted()
        .map((day) => WEEK[day - 1]?.slice(0, 3))
        .join(', ')}`;

/** When the bot of an account may act, in its person's own time zone. */
export function AccountHours({ account }: Props) {
  const zone = useZone();
  const change = useChangeAccount(account.id);
  const hours = account.working_hours;
  const form = useForm<Typed, AccountChanges>({
    initial: typedOf(hours),
    check,
    send: async (body) => {
      await change.mutateAsync(body);
      announce('The working hours are set');
    },
  });
  const { from, to, days } = form.values;
  const standard = () =>
    change.mutate({ working_hours: null }, { onSuccess: () => announce('The standard hours apply again') });
  const toggle = (day: number, on: boolean) =>
    form.set({ days: on ? [...days, day] : days.filter((one) => one !== day) });
  const overnight = to !== MIDNIGHT.shown && to !== '' && from > to;
  return (
    <>
      <p className={classes.now}>
        {hours ? (
          <>
            The bot acts from <strong>{hours.from}</strong> to <strong>{hours.to}</strong>
            {hours.from > hours.to && ' on the next day'}, {daysInWords(hours.days)}, {zone}.
          </>
        ) : (
          'The bot acts in the standard hours: 08:00 to 22:00, and all day in the simulator.'
        )}
      </p>
      <form {...form.form} aria-label="Working hours of this account">
        <Fields>
          {change.isError && <ErrorBlock key={change.submittedAt} error={change.error} />}
          <div className={classes.pair}>
            <TextInput {...form.text('from')} type="time" label="From" />
            <TextInput
              {...form.text('to')}
              type="time"
              label="To"
              {...(overnight && { description: 'On the next day.' })}
            />
          </div>
          <fieldset className={classes.group}>
            <legend>Days on which the hours begin</legend>
            <div className={classes.days}>
              {WEEK.map((name, index) => (
                <Checkbox
                  key={name}
                  label={name.slice(0, 3)}
                  aria-label={name}
                  checked={days.includes(index + 1)}
                  {...(form.errors['days'] ? { 'aria-invalid': true } : {})}
                  onChange={({ currentTarget }) => toggle(index + 1, currentTarget.checked)}
                />
              ))}
            </div>
            {form.errors['days'] && <p className={classes.error}>{form.errors['days']}</p>}
          </fieldset>
          <div className={classes.buttons}>
            <ActionButton type="submit" variant="default" busy={change.isPending} busyWords="Setting">
              Set working hours
            </ActionButton>
            {hours && (
              <ActionButton variant="subtle" onClick={standard}>
                Standard hours
              </ActionButton>
            )}
          </div>
        </Fields>
      </form>
    </>
  );
}
