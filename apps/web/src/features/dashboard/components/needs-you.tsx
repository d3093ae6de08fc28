import { IconAlertTriangle, IconMessageQuestion } from '@tabler/icons-react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { LinkButton } from '../../../components/links.tsx';
import { Section } from '../../../components/section.tsx';
import { Until } from '../../../components/times.tsx';
import { jobsOfNeed, NEED_WORDS } from '../../../lib/need-words.ts';
import { paths } from '../../../lib/paths.ts';
import { useSaid } from '../../../lib/said.ts';
import type { ReviewCount } from '../../../lib/queries/reviews.query.ts';
import { useStartBot } from '../../../lib/queries/start-bot.mutation.ts';
import type { Need } from '../../../lib/selectors/needs.ts';
import classes from './dashboard.module.css';

interface Props {
  readonly needs: readonly Need[];
  /** How many actions wait for an answer. */
  readonly reviews?: ReviewCount | null;
}

/** What only the person can do, each with the one button that does it; absent where there is nothing. */
export function NeedsYou({ needs, reviews = null }: Props) {
  if (needs.length === 0 && !reviews) return null;
  return (
    <Section title="Needs you">
      <ul className={classes.needs}>
        {needs.map((need) => (
          <NeedRow key={`${need.kind} ${need.username}`} need={need} />
        ))}
        {reviews && <ReviewsRow reviews={reviews} />}
      </ul>
    </Section>
  );
}

interface ReviewsProps {
  readonly reviews: ReviewCount;
}

function ReviewsRow({ reviews: { count, words } }: ReviewsProps) {
  return (
    <li className={classes.need} data-kind="reviews">
      <IconMessageQuestion size={20} stroke={1.5} aria-hidden="true" />
      <div className={classes.needWords}>
        <p className={classes.needTitle}>
          {words} {count === 1 ? 'action waits' : 'actions wait'} for your answer
        </p>
        <p className={classes.quiet}>The answer of Instagram was lost. Say whether they were done.</p>
      </div>
      <LinkButton to={paths.reviews.href()}>Answer</LinkButton>
    </li>
  );
}

interface NeedProps {
  readonly need: Need;
}

function NeedRow({ need }: NeedProps) {
  const said = useSaid();
  const { kind, username, jobs, until, why } = need;
  const { hint, words } = NEED_WORDS[kind];
  return (
    <li className={classes.need} data-kind={kind}>
      <IconAlertTriangle size={20} stroke={1.5} aria-hidden="true" />
      <div className={classes.needWords}>
        <p className={classes.needTitle}>
          @{username}: {hint}
        </p>
        <p className={classes.quiet}>
          {why && `${said(why)} `}
          {words}
          {until && (
            <>
              {' '}
              <Until at={until} show="until" />.
            </>
          )}
          {jobs > 0 && ` ${jobsOfNeed(need)}.`}
        </p>
      </div>
      <NeedButton need={need} />
    </li>
  );
}

function NeedButton({ need: { kind, username, accountId } }: NeedProps) {
  const starting = useStartBot();
  const { button } = NEED_WORDS[kind];
  if (kind !== 'stopped' || accountId === null) {
    const to =
      kind === 'verification' || !accountId ? paths.accounts.href() : paths.automation.href({ account: accountId });
    return (
      <LinkButton to={to} label={`${button}: @${username}`}>
        {button}
      </LinkButton>
    );
  }
  return (
    <div className={classes.needAction}>
      <ActionButton busy={starting.isPending} busyWords="Starting bot" onClick={() => starting.mutate(accountId)}>
        {button}
      </ActionButton>
      {starting.isError && <ErrorBlock key={starting.submittedAt} error={starting.error} />}
    </div>
  );
}
