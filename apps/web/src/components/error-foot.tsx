import { useState } from 'react';
import { useSeconds } from '../lib/clock.ts';
import type { Trouble } from '../lib/errors/trouble.ts';
import { countdown } from '../lib/format/time.ts';
import { paths } from '../lib/paths.ts';
import { CopyButton } from './copy-button.tsx';
import classes from './error-block.module.css';
import { AppLink } from './links.tsx';
import { RelativeTime } from './times.tsx';

interface ErrorFootProps {
  readonly trouble: Trouble;
}

/** Below an error: its code, its page, when it happened, when it clears. */
export function ErrorFoot({ trouble: { code, at, retryAfter, correlationId } }: ErrorFootProps) {
  const traced = correlationId && code && /-C-|^E-IG-E-EB6F$/.test(code);
  if (!code && !at) return null;
  return (
    <p className={classes.foot}>
      {code && (
        <>
          <CopyButton text={code} label="Copy code" />
          <AppLink to={paths.errorCode.href(code)} label={`Read more about this: ${code}`}>
            Read more about this
          </AppLink>
        </>
      )}
      {traced && <CopyButton text={correlationId} label="Copy correlation id" />}
      {at && <RelativeTime at={at} />}
      {retryAfter !== undefined && <RetryAfter key={retryAfter} seconds={retryAfter} />}
    </p>
  );
}

interface RetryAfterProps {
  /** Seconds, counted from when this is first drawn. */
  readonly seconds: number;
}

function RetryAfter({ seconds }: RetryAfterProps) {
  const now = useSeconds();
  const [until] = useState(() => Date.now() + seconds * 1000);
  return <span>{until > now ? `Try again in ${countdown(until - now)}` : 'You can try again now'}</span>;
}
