import { Checkbox, TextInput } from '@mantine/core';
import { AMOUNT_MAX, followHashtagSchema, type FollowHashtag, type Limits } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Fields } from '../../../components/fields.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { announce } from '../../../lib/announce.ts';
import { number } from '../../../lib/format/number.ts';
import { checkWith, wholeNumber } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { jobTitle } from '../../../lib/words.ts';
import { useFollowHashtag } from '../api/jobs.mutations.ts';
import { amountHelp } from '../amount-help.ts';
import classes from './follow-form.module.css';
import { HashtagField } from './hashtag-field.tsx';

interface Props {
  readonly accountId: string;
  readonly limits: Limits | undefined;
  /** Its bot is stopped, and is started with the job. */
  readonly startsBot?: boolean;
  /** Hashtags at one press. */
  readonly suggestions?: readonly string[];
}

const WORDS = {
  hashtag: 'Enter one hashtag: letters, digits, underscores and emoji, without spaces.',
  amount: `Enter a whole number from 1 to ${number(AMOUNT_MAX)}.`,
};

const INITIAL = { hashtag: '', amount: '20', skipPrivate: false, skipVerified: false };

export function FollowForm({ accountId, limits, startsBot = false, suggestions = [] }: Props) {
  const follow = useFollowHashtag();
  const [created, setCreated] = useState('');
  const form = useForm({
    initial: INITIAL,
    check: ({ hashtag, amount, skipPrivate, skipVerified }) =>
      checkWith<FollowHashtag>(
        followHashtagSchema,
        {
          hashtag,
          amount: wholeNumber(amount),
          filters: { skip_private: skipPrivate, skip_verified: skipVerified },
          account_id: accountId,
        },
        WORDS,
      ),
    send: async (body) => {
      setCreated('');
      const { job } = await follow.mutateAsync({ job: body, start: startsBot });
      const words = `Job created: ${jobTitle(job)}.`;
      announce(words);
      setCreated(words);
      form.set({ hashtag: '' });
    },
  });
  return (
    <form {...form.form} aria-label="Follow by hashtag" id="follow-by-hashtag">
      <Fields>
        {follow.isError && <ErrorBlock key={follow.submittedAt} error={follow.error} />}
        <HashtagField
          field={form.text('hashtag')}
          label="Hashtag"
          description="Follows people who recently posted with it."
          suggestions={suggestions}
          onChoose={(hashtag) => form.set({ hashtag })}
        />
        <TextInput
          {...form.text('amount')}
          label="Amount"
          description={amountHelp(wholeNumber(form.values.amount), limits)}
          inputMode="numeric"
          autoComplete="off"
        />
        <fieldset className={classes.filters}>
          <legend>Skip</legend>
          <Checkbox
            label="Private accounts"
            checked={form.values.skipPrivate}
            onChange={(event) => form.set({ skipPrivate: event.currentTarget.checked })}
          />
          <Checkbox
            label="Verified accounts"
            checked={form.values.skipVerified}
            onChange={(event) => form.set({ skipVerified: event.currentTarget.checked })}
          />
        </fieldset>
        <div>
          <ActionButton type="submit" busy={follow.isPending} busyWords="Starting job">
            {startsBot ? 'Start bot and start job' : 'Start job'}
          </ActionButton>
          {created && <p className={classes.created}>{created}</p>}
        </div>
      </Fields>
    </form>
  );
}
