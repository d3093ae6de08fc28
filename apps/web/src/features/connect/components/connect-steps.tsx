import { IconCheck } from '@tabler/icons-react';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import classes from './connect-steps.module.css';

const STEPS = [
  ['name', 'Name and password'],
  ['checking', 'Checking with Instagram'],
  ['asked', 'What Instagram asks'],
  ['connected', 'Connected'],
] as const;

type Place = (typeof STEPS)[number][0];

interface Props {
  readonly at: Place;
}

/** How far a connection has come: dots, of which the current one has its name; on a phone in words. A guide around it has the numbers. */
export function ConnectSteps({ at }: Props) {
  const here = STEPS.findIndex(([place]) => place === at);
  return (
    <div>
      <ol className={classes.way} aria-label="Steps of the connection">
        {STEPS.map(([place, words], index) => {
          const state = index < here ? 'done' : index === here ? 'current' : 'later';
          return (
            <li key={place} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
              <span className={classes.dot} aria-hidden="true">
                {state === 'done' && <IconCheck size={12} stroke={2} />}
              </span>
              {state === 'current' ? words : <VisuallyHidden>{`${words}, ${state}`}</VisuallyHidden>}
            </li>
          );
        })}
      </ol>
      <p className={classes.brief}>
        <strong>{STEPS[here]?.[1]}</strong>
      </p>
    </div>
  );
}
