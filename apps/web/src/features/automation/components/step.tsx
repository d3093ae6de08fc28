import { IconCheck } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import classes from './first-run.module.css';

export type StepState = 'done' | 'current' | 'later';

interface Props {
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
export function Step({ here, count, title, state, words, children }: Props) {
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
