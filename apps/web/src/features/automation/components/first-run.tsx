import type { Account, Bot, Job } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { troubleOfLastError } from '../../../lib/errors/trouble.ts';
import { limitsQuery } from '../../../lib/queries/limits.query.ts';
import { isOver } from '../../../lib/words.ts';
import { useSwitchBot } from '../api/switch-bot.mutation.ts';
import { BotChip } from './bot-chips.tsx';
import { BotSwitch } from './bot-switch.tsx';
import { ConnectFlow } from './connect-flow.tsx';
import { ConnectedLine } from './connected-line.tsx';
import classes from './first-run.module.css';
import { FollowForm } from './follow-form.tsx';
import { JobCard } from './job-card.tsx';
import { Step, type StepState } from './step.tsx';

interface Props {
  /** The heading of the step that is to be done. */
  readonly here: RefObject<HTMLHeadingElement | null>;
  readonly account: Account | null;
  readonly bot: Bot | undefined;
  readonly jobs: readonly Job[];
}

const stateOf = (done: boolean, reached: boolean): StepState => (done ? 'done' : reached ? 'current' : 'later');

const jobWords = (job: Job | undefined): string => {
  if (!job) return 'Give the bot its first job: people who posted with a hashtag lately.';
  return isOver(job)
    ? 'The last job found nobody to follow. Try another hashtag.'
    : 'The first follow comes in a moment; then this guide makes room for the whole screen.';
};

/** From the empty product to the first follow, in three steps. */
export function FirstRun({ here, account, bot, jobs }: Props) {
  const { data: limits } = useQuery(limitsQuery());
  const switching = useSwitchBot(account?.id ?? '');
  const connected = account?.session_valid ?? false;
  const on = connected && account?.state !== 'stopped';
  const lastError = bot?.last_error && <ErrorBlock silent trouble={troubleOfLastError(bot.last_error)} />;
  const [job] = jobs;
  const underWay = job !== undefined && !isOver(job);
  return (
    <ol className={classes.steps}>
      <Step
        here={here}
        count={1}
        title="Connect an Instagram account"
        state={stateOf(connected, true)}
        words="The account that the bot works for. It has to be yours."
      >
        {account && connected ? (
          <ConnectedLine account={account} />
        ) : (
          <>
            {lastError}
            <ConnectFlow key={account?.id} username={account?.instagram_username ?? ''} />
          </>
        )}
      </Step>
      <Step
        here={here}
        count={2}
        title="Start the bot"
        state={stateOf(on, connected)}
        words="It does nothing until you give it a job. It paces every action, and you can stop it at any time."
      >
        {connected && (
          <div className={classes.line}>
            {on && <BotChip bot={bot ?? { state: 'running', session_valid: true }} />}
            <BotSwitch on={on} switching={switching} />
          </div>
        )}
        {switching.isError && <ErrorBlock key={switching.submittedAt} error={switching.error} />}
        {connected && lastError}
      </Step>
      <Step here={here} count={3} title="Follow by hashtag" state={stateOf(false, on)} words={jobWords(job)}>
        {job && on && <JobCard key={job.id} job={job} open toldCode={bot?.last_error?.code} />}
        {account && on && !underWay && <FollowForm accountId={account.id} limits={limits} />}
      </Step>
    </ol>
  );
}
