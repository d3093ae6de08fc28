import type { Job } from '@pacekeeper/contracts';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { isOver } from '../../../lib/words.ts';
import classes from './first-run.module.css';

interface Props {
  /** The heading of the step that is to be done. */
  readonly here: RefObject<HTMLHeadingElement | null>;
  readonly connected: boolean;
  /** The bot runs, or is paused. */
  readonly on: boolean;
  /** The newest job. */
  readonly job: Job | undefined;
  readonly connect: ReactNode;
  readonly start: ReactNode;
  readonly follow: ReactNode;
}

type StepState = 'done' | 'current' | 'later';

const stateOf = (done: boolean, reached: boolean): StepState => (done ? 'done' : reached ? 'current' : 'later');

const jobWords = (job: Job | undefined): string => {
  if (!job) return 'Give the bot its first job: follow people who recently posted with a hashtag.';
  return isOver(job)
    ? 'The last job found nobody to follow. Try another hashtag.'
    : 'The first follow is about to happen. After it, this guide makes way for the full screen.';
};

/** From the empty product to the first follow, in three steps. */
export function FirstRun({ here, connected, on, job, connect, start, follow }: Props) {
  return (
    <ol className={classes.steps}>
      <Step
        here={here}
        count={1}
        title="Connect an Instagram account"
        state={stateOf(connected, true)}
        words="The account that the bot works for. It must be your own."
      >
        {connect}
      </Step>
      <Step
        here={here}
        count={2}
        title="Start the bot"
        state={stateOf(on, connected)}
        words="It does nothing until you give it a job. It paces every action, and you can stop it at any time."
      >
        {start}
      </Step>
      <Step here={here} count={3} title="Follow by hashtag" state={stateOf(false, on)} words={jobWords(job)}>
        {follow}
      </Step>
    </ol>
  );
}

interface StepProps {
  /** Set to the heading while this is the step to do. */
  readonly here: RefObject<HTMLHeadingElement | null>;
  readonly count: number;
  readonly title: string;
  readonly state: StepState;
  /** What it is for; shown until it is done. */
  readonly words: string;
  readonly children?: ReactNode;
}

const SPOKEN: Readonly<Record<StepState, string>> = { done: 'done', current: 'now', later: 'later' };

/** One step of the first run. */
function Step({ here, count, title, state, words, children }: StepProps) {
  return (
    <li className={classes.step} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
      <span className={classes.count} aria-hidden="true">
        {state === 'done' ? <IconCheck size={16} stroke={2} /> : count}
      </span>
      <div className={classes.body}>
        <h2 className={classes.title} ref={state === 'current' ? here : undefined} tabIndex={-1}>
          {title}
          <VisuallyHidden>
            , step {count} of 3, {SPOKEN[state]}
          </VisuallyHidden>
        </h2>
        {state !== 'done' && <p className={classes.words}>{words}</p>}
        {children}
      </div>
    </li>
  );
}
