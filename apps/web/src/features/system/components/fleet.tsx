import type { SystemAnswer } from '@pacekeeper/contracts';
import { Section } from '../../../components/section.tsx';
import { number } from '../../../lib/format/number.ts';
import classes from './fleet.module.css';

interface Props {
  readonly fleet: SystemAnswer['system']['fleet'];
}

/** The state of all bots, in five figures. */
export function Fleet({ fleet }: Props) {
  const figures = [
    ['Bots running', fleet.running_bots],
    ['Bots paused', fleet.paused_bots],
    ['Sessions valid', fleet.valid_sessions],
    ['Jobs open', fleet.open_jobs],
    ['Outcomes unknown', fleet.unknown_outcomes],
  ] as const;
  return (
    <Section title="All bots">
      <dl className={classes.figures}>
        {figures.map(([name, value]) => (
          <div key={name} className={classes.figure}>
            <dt>{name}</dt>
            <dd>{number(value)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
