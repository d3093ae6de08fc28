import type { Job } from '@pacekeeper/contracts';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { isOver } from '../../../lib/selectors/job-state.ts';
import classes from './first-run.module.css';

interface Props {
  /** The heading of the step that is to be done. */
  readonly here: RefObject<HTMLHeadingElement | null>;
  readonly connected: boolean;
  /** The newest job. */
  readonly job: Job | undefined;
  readonly connect: ReactNode;
  readonly follow: ReactNode;
  readonly watch: ReactNode;
}

type StepState = 'done' | 'current' | 'later';

const stateOf = (done: boolean, reached: boolean): StepState => (done ? 'done' : reached ? 'current' : 'later');

/** From the empty product to the first follow. */
export function FirstRun({ here, connected, job, connect, follow, watch }: Props) {
  const open = connected && job !== undefined && !isOver(job);
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
        title="Choose a hashtag"
        state={stateOf(open, connected)}
        words={
          job && isOver(job)
            ? 'The last job found nobody to follow. Try another hashtag.'
            : 'The bot follows people who recently posted with it. It paces every action, and Stop above ends it at any time.'
        }
      >
        {follow}
      </Step>
      <Step
        here={here}
        count={3}
        title="Watch it work"
        state={stateOf(false, open)}
        words={
          open
            ? 'After the first follow, this guide makes way for the dashboard.'
            : 'Each follow appears here as it happens.'
        }
      >
        {watch}
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
