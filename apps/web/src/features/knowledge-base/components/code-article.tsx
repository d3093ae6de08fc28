import type { ErrorCode } from '@pacekeeper/contracts';
import { Suspense } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Facts } from '../../../components/facts.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { Section } from '../../../components/section.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { number } from '../../../lib/format/number.ts';
import { lazyPart } from '../../../lib/lazy-part.ts';
import { SIDE_WORDS } from '../../../lib/words.ts';
import classes from './knowledge-base.module.css';
import { SeverityChip } from './severity-chip.tsx';

// The Markdown renderer is large; the summary is shown before it is loaded.
const PageBody = lazyPart(async () => (await import('./page-body.tsx')).PageBody);

interface Props {
  readonly code: ErrorCode;
  /** Its long text as it is written; undefined while it is not there. */
  readonly page: string | undefined;
  /** Whose occurrences are counted; null: none are. */
  readonly counted: 'you' | 'anybody' | null;
}

const OCCURRED = { you: 'Happened to you', anybody: 'Happened to anybody' } as const;

const CLEARS = { yes: 'Yes, waiting is enough', no: 'No, follow the steps here' } as const;

/** One error: the short of it from the catalogue, then its page, then what is known of it. */
export function CodeArticle({ code, page, counted }: Props) {
  return (
    <article className={classes.article}>
      <Section title="In short" card>
        <p>{code.cause}</p>
        <ol className={classes.steps}>
          {code.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Section>
      {page && (
        <Suspense fallback={<SkeletonRows rows={4} height={56} />}>
          <PageBody page={page} />
        </Suspense>
      )}
      <Section title="Facts">
        <Facts
          facts={[
            ['Code', <CopyButton key="code" text={code.code} label="Copy code" />],
            ['Name', <CopyButton key="name" text={code.error} label="Copy name" />],
            ['Whose side', SIDE_WORDS[code.side]],
            ['Clears by itself', code.clears_by_itself ? CLEARS.yes : CLEARS.no],
            ['Severity', <SeverityChip key="severity" severity={code.severity} />],
            ['HTTP status', String(code.status)],
            [counted ? OCCURRED[counted] : '', counted && `${number(code.occurrences ?? 0)}×`],
            ['Last', code.last_at && <RelativeTime key="last" at={code.last_at} />],
          ]}
        />
      </Section>
    </article>
  );
}
