import type { SessionTest } from '@pacekeeper/contracts';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import type { useTestSession } from '../api/accounts.mutations.ts';
import classes from './accounts.module.css';

interface Props {
  readonly test: ReturnType<typeof useTestSession>;
}

/** What the test of a session found. */
export function SessionTestResult({ test }: Props) {
  if (test.isError) return <ErrorBlock key={test.submittedAt} error={test.error} />;
  if (!test.data) return null;
  return <Finding result={test.data} />;
}

function Finding({ result }: { readonly result: SessionTest }) {
  if (!result.session_valid) {
    const code = result.code ?? result.error ?? 'SESSION_INVALID';
    return <ErrorBlock key={result.checked_at} trouble={{ code, at: result.checked_at }} />;
  }
  return (
    <p className={classes.finding} role="status">
      The session of @{result.instagram_username} is valid. Tested <RelativeTime at={result.checked_at} />.
    </p>
  );
}
