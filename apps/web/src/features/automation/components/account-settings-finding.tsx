import type { ProxyTest, ProxyTrouble } from '@pacekeeper/contracts';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import type { useTestProxy } from '../api/test-proxy.mutation.ts';
import classes from './account-settings.module.css';

interface Props {
  readonly test: ReturnType<typeof useTestProxy>;
}

const WORDS: Readonly<Record<ProxyTrouble, string>> = {
  name: 'No address is found for its name.',
  unreachable: 'Nobody answers at its address and port.',
  timeout: 'It does not answer in time.',
  credentials: 'It does not take this name and password.',
  certificate: 'A certificate on the way is not valid: its own, or one that it puts in the place of Instagram’s.',
  refused: 'It does not open a way to Instagram.',
  no_proxy: 'What answers at its address is not an HTTP proxy.',
};

/** What the test of a proxy found. */
export function ProxyFinding({ test }: Props) {
  if (test.isError) return <ErrorBlock key={test.submittedAt} error={test.error} />;
  return test.data ? <Finding result={test.data} /> : null;
}

function Finding({ result }: { readonly result: ProxyTest }) {
  if (result.reached) {
    return (
      <p className={classes.finding} role="status">
        Instagram is reached through the proxy. Tested <RelativeTime at={result.checked_at} />.
      </p>
    );
  }
  const code = result.code ?? result.error ?? 'PROXY_FAILED';
  const message = result.trouble && WORDS[result.trouble];
  return (
    <ErrorBlock key={result.checked_at} trouble={{ code, at: result.checked_at, ...(message ? { message } : {}) }} />
  );
}
