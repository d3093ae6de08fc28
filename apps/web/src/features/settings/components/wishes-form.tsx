import { TextInput } from '@mantine/core';
import type { Limit, Limits } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Done } from '../../../components/done.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { announce } from '../../../lib/announce.ts';
import { number } from '../../../lib/format/number.ts';
import { LIMIT_ROWS } from '../../../lib/forms/limit-changes.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useSetWishes } from '../api/set-wishes.mutation.ts';
import { checkWishes, wishTexts } from '../wish-changes.ts';
import classes from './settings.module.css';

interface Props {
  readonly limits: Limits;
}

const help = ({ limit, effective, used, why }: Limit): string => {
  const known = `Administrator’s limit ${number(limit)}, used today ${number(used)}.`;
  return effective < limit ? `${known} Holds today: ${number(effective)}. ${why ?? ''}` : known;
};

/** One's own daily limits, lower than what the administrator allows. */
export function WishesForm({ limits }: Props) {
  const person = usePerson();
  const setting = useSetWishes(person.id);
  const [saved, setSaved] = useState(false);
  const form = useForm({
    initial: { ...wishTexts(limits) },
    check: (values) => checkWishes(values, limits),
    send: async (body) => {
      setSaved(false);
      if (Object.keys(body).length > 0) await setting.mutateAsync(body);
      setSaved(true);
      announce('Your limits are saved');
    },
  });
  return (
    <form {...form.form} className={classes.form} aria-label="Your own daily limits">
      {setting.isError && <ErrorBlock key={setting.submittedAt} error={setting.error} />}
      <div className={classes.wishes}>
        {LIMIT_ROWS.map(({ action, field, label }) => (
          <TextInput
            key={field}
            {...form.text(field)}
            label={label}
            description={help(limits.actions[action])}
            placeholder="none"
            rightSection={<span className={classes.unit}>a day</span>}
            rightSectionWidth={56}
            inputMode="numeric"
            autoComplete="off"
          />
        ))}
      </div>
      {saved && <Done>Saved. They hold from the next action on.</Done>}
      <div>
        <ActionButton type="submit" busy={setting.isPending} busyWords="Saving limits">
          Save my limits
        </ActionButton>
      </div>
    </form>
  );
}
