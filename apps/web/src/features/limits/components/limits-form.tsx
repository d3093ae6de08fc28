import { TextInput } from '@mantine/core';
import type { Limits, SetLimits } from '@pacekeeper/contracts';
import { useState, type ReactNode } from 'react';
import { announce } from '../../../lib/announce.ts';
import { checkLimits, LIMIT_ROWS, limitText, type LimitTexts } from '../limit-changes.ts';
import { useForm, type Checked } from '../../../lib/forms/use-form.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import classes from './limits-form.module.css';

interface Props {
  /** Whose: "Limits of mara". */
  readonly label: string;
  readonly limits: Limits;
  /** The mutation that sets them. */
  readonly update: {
    readonly mutateAsync: (body: SetLimits) => Promise<unknown>;
    readonly isPending: boolean;
    readonly error: unknown;
    readonly submittedAt: number;
  };
  /** Who reads the reason. */
  readonly reasonHelp: string;
  /** Another way out, beside the button that saves. */
  readonly action?: ReactNode;
}

const saysNothing = (checked: Checked<SetLimits>): boolean => 'errors' in checked && 'form' in checked.errors;

/** Daily limits to set, with a reason. An untouched field shows the current limit, also when others change it. */
export function LimitsForm({ label, limits, update, reasonHelp, action }: Props) {
  const [saved, setSaved] = useState(false);
  const form = useForm<Record<string, string>, SetLimits>({
    initial: { reason: '' },
    check: (typed: LimitTexts) => checkLimits(typed, limits),
    send: async (body) => {
      setSaved(false);
      await update.mutateAsync(body);
      form.reset();
      setSaved(true);
      announce('Limits saved');
    },
  });
  const idle = form.errors['form'] && saysNothing(checkLimits(form.values, limits));
  return (
    <form {...form.form} className={classes.form} aria-label={label}>
      {update.error !== null && <ErrorBlock key={update.submittedAt} error={update.error} />}
      <div className={classes.limits}>
        {LIMIT_ROWS.map(({ action: of, field, label: name }) => (
          <TextInput
            key={field}
            {...form.text(field)}
            value={limitText(form.values, limits, of)}
            label={name}
            rightSection={<span className={classes.unit}>a day</span>}
            rightSectionWidth={56}
            inputMode="numeric"
            autoComplete="off"
          />
        ))}
      </div>
      <TextInput {...form.text('reason')} label="Reason" description={reasonHelp} maxLength={300} autoComplete="off" />
      <div className={classes.foot}>
        <ActionButton type="submit" busy={update.isPending} busyWords="Saving limits">
          Save limits
        </ActionButton>
        {action}
        <span role="status" className={classes.said} data-saved={(saved && !idle) || undefined}>
          {idle ? 'Nothing has changed.' : saved && 'Saved. They apply from the next action on.'}
        </span>
      </div>
    </form>
  );
}
