import type { ReactNode } from 'react';
import classes from './facts.module.css';

interface Props {
  /** Name and value; what has no value is left out. */
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}

/** A short list of what is known. */
export function Facts({ facts }: Props) {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) =>
        value ? (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
