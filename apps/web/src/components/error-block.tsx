import { IconAlertOctagon, IconAlertTriangle } from '@tabler/icons-react';
import { Suspense, type ReactNode } from 'react';
import { troubleOf, type Trouble } from '../lib/errors/trouble.ts';
import { useEntry } from '../lib/errors/use-entry.ts';
import { lazyPart } from '../lib/lazy-part.ts';
import { ActionButton } from './action-button.tsx';
import classes from './error-block.module.css';

// Loaded with the first error, like the texts of the catalogue; without it the rest still says what to do.
const ErrorFoot = lazyPart(async () => (await import('./error-foot.tsx')).ErrorFoot);

interface Props {
  /** What was thrown, or the trouble that a bot or a job remembers. */
  readonly error?: unknown;
  readonly trouble?: Trouble;
  /** Tries the same again. */
  readonly onRetry?: () => void;
  readonly retrying?: boolean;
  /** Another way out, where the screen has one. */
  readonly action?: ReactNode;
  /** Not read out by itself: for what was there when the page was opened. */
  readonly silent?: boolean;
}

/** The third part of a code: W needs an action; E and C are failures. */
const isGrave = (code: string | undefined): boolean => !code || !/-[IW]-/.test(code);

/** An error with its remedy: title, one plain sentence, steps, the code to copy and its page. */
export function ErrorBlock({ error, trouble = troubleOf(error), onRetry, retrying, action, silent = false }: Props) {
  const entry = useEntry(trouble.code, trouble.situation);
  const steps = trouble.steps ?? entry?.steps ?? [];
  const grave = isGrave(trouble.code);
  const Drawn = grave ? IconAlertOctagon : IconAlertTriangle;
  return (
    <div className={classes.block} data-grave={grave || undefined} {...(!silent && { role: 'alert' })}>
      <Drawn className={classes.icon} size={20} stroke={1.5} aria-hidden="true" />
      <div className={classes.body}>
        <p className={classes.title}>{trouble.title ?? entry?.title ?? 'Something needs you'}</p>
        <p className={classes.message}>{trouble.message ?? entry?.message}</p>
        {steps.length > 0 && (
          <ol className={classes.steps}>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
        {(onRetry || action) && (
          <div className={classes.actions}>
            {onRetry && (
              <ActionButton
                variant="default"
                size="xs"
                busy={retrying ?? false}
                busyWords="Trying again"
                onClick={onRetry}
              >
                Try again
              </ActionButton>
            )}
            {action}
          </div>
        )}
        <Suspense fallback={null}>
          <ErrorFoot trouble={trouble} />
        </Suspense>
      </div>
    </div>
  );
}
