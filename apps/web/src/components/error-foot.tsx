import { paths } from '../lib/paths.ts';
import type { Trouble } from '../lib/errors/trouble.ts';
import { AppLink } from './app-link.tsx';
import { CopyButton } from './copy-button.tsx';
import classes from './error-block.module.css';
import { RelativeTime } from './relative-time.tsx';
import { RetryAfter } from './retry-after.tsx';

interface Props {
  readonly trouble: Trouble;
}

/** Below an error: its code, its page, when it happened, when it clears. */
export function ErrorFoot({ trouble: { code, at, retryAfter, correlationId } }: Props) {
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
