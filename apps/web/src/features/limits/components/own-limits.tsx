import { TextInput } from '@mantine/core';
import type { Limit, Limits } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Done } from '../../../components/done.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { announce } from '../../../lib/announce.ts';
import { number } from '../../../lib/format/number.ts';
import { clockTime } from '../../../lib/format/time.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { limitsQuery } from '../../../lib/queries/limits.query.ts';
import { usePerson } from '../../../lib/session/person.ts';
import classes from './own-limits.module.css';
import { useSetWishes } from '../api/limits.mutations.ts';
import { LIMIT_ROWS } from '../limit-changes.ts';
import { checkWishes, wishTexts } from '../wish-changes.ts';

export function LimitsSection() {
  const query = useQuery(limitsQuery());
  const limits = query.data;
  return (
    <Section
      card
      title="Your own daily limits"
      aside={limits && `Resets at ${clockTime(limits.resets_at, limits.time_zone)} (${limits.time_zone})`}
    >
      <p className={classes.words}>
        Set lower limits than the administrator allows. Leave a field empty for no limit of your own.
      </p>
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={72} />}>
        {(found) => <WishesForm limits={found} />}
      </QueryView>
    </Section>
  );
}

interface WishesFormProps {
  readonly limits: Limits;
}

const help = ({ limit, effective, used, why }: Limit): string => {
  const known = `Administrator’s limit ${number(limit)}, used today ${number(used)}.`;
  return effective < limit ? `${known} In effect today: ${number(effective)}. ${why ?? ''}` : known;
};

/** The user's own daily limits, lower than what the administrator allows. */
function WishesForm({ limits }: WishesFormProps) {
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
      {saved && <Done>Saved. They apply from the next action on.</Done>}
      <div>
        <ActionButton type="submit" busy={setting.isPending} busyWords="Saving limits">
          Save my limits
        </ActionButton>
      </div>
    </form>
  );
}
