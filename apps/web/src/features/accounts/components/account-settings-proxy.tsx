import {
  accountChangesSchema,
  type AccountChanges,
  type AccountDetail,
  type ProxyTest,
  type ProxyTrouble,
} from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { PROXY_WORDS, ProxyField } from '../../../components/proxy-field.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { announce } from '../../../lib/announce.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useChangeAccount, useTestProxy } from '../api/accounts.mutations.ts';
import classes from './account-settings.module.css';

interface AccountProxyProps {
  readonly account: AccountDetail;
}

/** The one fixed proxy of an account: set, tested, taken away. Its name and password are never shown again. */
export function AccountProxy({ account }: AccountProxyProps) {
  const change = useChangeAccount(account.id);
  const removal = useChangeAccount(account.id);
  const test = useTestProxy(account.id);
  const form = useForm({
    initial: { proxy_url: '' },
    check: (values) => checkWith<AccountChanges>(accountChangesSchema, values, PROXY_WORDS),
    send: async (body) => {
      await change.mutateAsync(body);
      test.reset();
      form.reset();
      announce('The proxy is set');
    },
  });
  const takeAway = () =>
    removal.mutate(
      { proxy_url: null },
      {
        onSuccess: () => {
          test.reset();
          announce('The proxy is removed');
        },
      },
    );
  return (
    <>
      <p className={classes.now}>
        {account.proxy_set ? (
          <>
            Every call for this account goes through{' '}
            <strong>{account.proxy_host ?? 'a proxy that cannot be read'}</strong>.
          </>
        ) : (
          'Calls for this account go directly from this server.'
        )}
      </p>
      {account.proxy_set && (
        <div className={classes.buttons}>
          <ActionButton variant="default" busy={test.isPending} busyWords="Testing" onClick={() => test.mutate()}>
            Test proxy
          </ActionButton>
          <ActionButton variant="default" busy={removal.isPending} busyWords="Removing" onClick={takeAway}>
            Remove proxy
          </ActionButton>
        </div>
      )}
      {removal.isError && <ErrorBlock key={removal.submittedAt} error={removal.error} />}
      <ProxyFinding test={test} />
      <form {...form.form} aria-label="Proxy of this account">
        <Fields>
          {change.isError && <ErrorBlock key={change.submittedAt} error={change.error} />}
          <ProxyField {...form.text('proxy_url')} {...(account.proxy_set ? { label: 'Another proxy' } : {})} />
          <div>
            <ActionButton type="submit" variant="default" busy={change.isPending} busyWords="Checking the address">
              Set proxy
            </ActionButton>
          </div>
        </Fields>
      </form>
    </>
  );
}

interface ProxyFindingProps {
  readonly test: ReturnType<typeof useTestProxy>;
}

const WORDS: Readonly<Record<ProxyTrouble, string>> = {
  name: 'Its name cannot be resolved.',
  unreachable: 'Nothing answers at its address and port.',
  timeout: 'It does not answer in time.',
  credentials: 'It rejects this name and password.',
  certificate: 'A certificate is not valid: its own, or one that it presents instead of Instagram’s.',
  refused: 'It does not connect to Instagram.',
  no_proxy: 'What answers at its address is not an HTTP proxy.',
};

/** What the test of a proxy found. */
function ProxyFinding({ test }: ProxyFindingProps) {
  if (test.isError) return <ErrorBlock key={test.submittedAt} error={test.error} />;
  return test.data ? <Finding result={test.data} /> : null;
}

function Finding({ result }: { readonly result: ProxyTest }) {
  if (result.reached) {
    return (
      <p className={classes.finding} role="status">
        Instagram can be reached through the proxy. Tested <RelativeTime at={result.checked_at} />.
      </p>
    );
  }
  const code = result.code ?? result.error ?? 'PROXY_FAILED';
  const message = result.trouble && WORDS[result.trouble];
  return (
    <ErrorBlock key={result.checked_at} trouble={{ code, at: result.checked_at, ...(message ? { message } : {}) }} />
  );
}
