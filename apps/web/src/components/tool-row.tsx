import type { ReactNode } from 'react';
import classes from './tool-row.module.css';

interface Props {
  readonly title: string;
  /** Its current state. */
  readonly state?: ReactNode;
  /** What it does, in a sentence or two. */
  readonly words: ReactNode;
  /** The button that does it. */
  readonly action: ReactNode;
  /** What came of it. */
  readonly result?: ReactNode;
  /** The dialogs that the button opens. */
  readonly children?: ReactNode;
}

/** One thing that can be done, with what it means beside its button. */
export function ToolRow({ title, state, words, action, result, children }: Props) {
  return (
    <div className={classes.row}>
      <div className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        {state}
      </div>
      <p className={classes.words}>{words}</p>
      <div className={classes.action}>{action}</div>
      {result && <div className={classes.result}>{result}</div>}
      {children}
    </div>
  );
}
