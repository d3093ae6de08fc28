import { IconCheck } from '@tabler/icons-react';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import classes from './connect.module.css';

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

/** How far a connection has come. */
export function ConnectSteps({ at }: Props) {
  const here = STEPS.findIndex(([place]) => place === at);
  return (
    <ol className={classes.way} aria-label="Steps of the connection">
      {STEPS.map(([place, words], index) => {
        const state = index < here ? 'done' : index === here ? 'current' : 'later';
        return (
          <li key={place} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
            {state === 'done' && <IconCheck size={14} stroke={2} aria-hidden="true" />}
            {words}
            <VisuallyHidden>{state === 'current' ? '' : `, ${state}`}</VisuallyHidden>
          </li>
        );
      })}
    </ol>
  );
}
