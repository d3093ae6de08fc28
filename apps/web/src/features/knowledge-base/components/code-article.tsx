import type { ErrorCode } from '@pacekeeper/contracts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Facts } from '../../../components/facts.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { Section } from '../../../components/section.tsx';
import { number } from '../../../lib/format/number.ts';
import { SIDE_WORDS } from '../../../lib/words.ts';
import classes from './knowledge-base.module.css';
import { SeverityChip } from './severity-chip.tsx';

interface Props {
  readonly code: ErrorCode;
}

const CLEARS = { yes: 'Yes, waiting is enough', no: 'No, it takes the steps above' } as const;

/** One error: what happened, whose side it is on, what to do, and whether it clears by itself. */
export function CodeArticle({ code }: Props) {
  return (
    <article className={classes.article}>
      <Section title="What happened">
        <p>{code.cause}</p>
      </Section>
      <Section title="What to do">
        <ol className={classes.steps}>
          {code.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Section>
      <Section title="In short">
        <Facts
          facts={[
            ['Code', <CopyButton key="code" text={code.code} label="Copy code" />],
            ['Name', <CopyButton key="name" text={code.error} label="Copy name" />],
            ['Whose side', SIDE_WORDS[code.side]],
            ['Clears by itself', code.clears_by_itself ? CLEARS.yes : CLEARS.no],
            ['Severity', <SeverityChip key="severity" severity={code.severity} />],
            ['HTTP status', String(code.status)],
            ['Occurred', code.occurrences !== undefined && `${number(code.occurrences)}×`],
            ['Last', code.last_at && <RelativeTime key="last" at={code.last_at} />],
          ]}
        />
      </Section>
    </article>
  );
}
