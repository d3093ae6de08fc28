import type { Review, ReviewAnswer } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { AppLink } from '../../../components/links.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { arrive, useKeptFocus } from '../../../lib/focus.ts';
import { paths } from '../../../lib/paths.ts';
import { useSaid } from '../../../lib/said.ts';
import { activityLabel } from '../../../lib/words.ts';
import { useResolveReview } from '../api/reviews.mutations.ts';
import classes from './reviews.module.css';

const ANSWERS: Readonly<Record<ReviewAnswer, { readonly button: string; readonly noted: string }>> = {
  done: { button: 'It was done', noted: 'Noted as done' },
  not_done: { button: 'It was not done', noted: 'Noted as not done' },
};

interface Props {
  readonly review: Review;
  /** "@mia.travels"; absent while the accounts are being loaded. */
  readonly account: string | undefined;
}

/** One question. The answer counts at once; where the API refuses it, the question is back and says why. */
export function ReviewRow({ review, account }: Props) {
  const { id, interaction, question, sent, options, sent_at: at } = review;
  const said = useSaid();
  const resolve = useResolveReview(id);
  // Where the answer is refused, the buttons are back in the place of its note.
  const here = useKeptFocus<HTMLLIElement>(resolve.status);
  const target = `@${interaction.target.username ?? interaction.target.pk}`;
  const noted = resolve.isPending || resolve.isSuccess ? ANSWERS[resolve.variables].noted : null;
  return (
    <li className={classes.review} ref={here} tabIndex={-1}>
      <p className={classes.question}>{said(question)}</p>
      {sent && <blockquote className={classes.sent}>{sent}</blockquote>}
      <p className={classes.quiet}>
        {activityLabel(interaction.action)} by {account ?? 'your account'}, to {target}, sent <RelativeTime at={at} />.{' '}
        <AppLink to={paths.job.href(interaction.job_id)} label={`Its job, for ${target}`}>
          Its job
        </AppLink>
      </p>
      {noted ? (
        <p className={classes.noted} role="status" ref={arrive} tabIndex={-1}>
          {noted}.
        </p>
      ) : (
        <div className={classes.buttons}>
          {options.map((option) => (
            <ActionButton key={option} variant="default" size="xs" onClick={() => resolve.mutate(option)}>
              {ANSWERS[option].button}
              <VisuallyHidden>, {target}</VisuallyHidden>
            </ActionButton>
          ))}
        </div>
      )}
      {resolve.isError && <ErrorBlock key={resolve.submittedAt} error={resolve.error} />}
    </li>
  );
}
