import { TextInput } from '@mantine/core';
import {
  ACTION_LABELS,
  ACTIONS,
  LIMIT_FIELDS,
  LIMIT_MAX,
  setLimitsSchema,
  type Limits,
  type SetLimits,
} from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { announce } from '../../../lib/announce.ts';
import { number, sentenceCase } from '../../../lib/format/number.ts';
import { checkWith, wholeNumber } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useUpdateLimits } from '../api/update-limits.mutation.ts';
import classes from './limits-form.module.css';

interface Props {
  readonly limits: Limits;
}

const FIELDS = ACTIONS.map((action) => ({ action, field: LIMIT_FIELDS[action] }));
const WRONG = `Enter a whole number from 0 to ${number(LIMIT_MAX)}.`;
const WORDS = Object.fromEntries(FIELDS.map(({ field }) => [field, WRONG]));

const valuesOf = (limits: Limits): Record<string, string> =>
  Object.fromEntries(FIELDS.map(({ action, field }) => [field, String(limits.actions[action].limit)]));

/** What was changed, and nothing else: the other fields show what holds for the reader, who may have limits of their own. */
const bodyOf = (values: Record<string, string>, shown: Record<string, string>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([field, text]) => text.trim() !== shown[field])
      .map(([field, text]) => [field, wholeNumber(text)]),
  );

export function LimitsForm({ limits }: Props) {
  const update = useUpdateLimits();
  const [saved, setSaved] = useState(false);
  const form = useForm({
    initial: valuesOf(limits),
    check: (values) => {
      const body = bodyOf(values, valuesOf(limits));
      return Object.keys(body).length === 0 ? { body } : checkWith<SetLimits>(setLimitsSchema, body, WORDS);
    },
    send: async (body) => {
      setSaved(false);
      if (Object.keys(body).length > 0) await update.mutateAsync(body);
      setSaved(true);
      announce('Limits saved');
    },
  });
  return (
    <form {...form.form} className={classes.form} aria-label="Daily limits">
      {update.isError && <ErrorBlock key={update.submittedAt} error={update.error} />}
      <div className={classes.fields}>
        {FIELDS.map(({ action, field }) => (
          <TextInput
            key={field}
            {...form.text(field)}
            label={sentenceCase(ACTION_LABELS[action].many)}
            rightSection={<span className={classes.unit}>a day</span>}
            rightSectionWidth={56}
            inputMode="numeric"
            autoComplete="off"
          />
        ))}
      </div>
      <div className={classes.foot}>
        <ActionButton type="submit" busy={update.isPending} busyWords="Saving limits">
          Save limits
        </ActionButton>
        {saved && <span className={classes.saved}>Saved. They hold from the next action on.</span>}
      </div>
    </form>
  );
}
