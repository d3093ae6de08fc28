import { type AccountChanges, accountChangesSchema, type AccountDetail } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { announce } from '../../../lib/announce.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { useChangeAccount } from '../api/change-account.mutation.ts';
import { useTestProxy } from '../api/test-proxy.mutation.ts';
import { ProxyFinding } from './account-settings-finding.tsx';
import classes from './account-settings.module.css';
import { PROXY_WORDS, ProxyField } from './proxy-field.tsx';

interface Props {
  readonly account: AccountDetail;
}

/** The one fixed proxy of an account: set, tested, taken away. Its name and password are never shown again. */
export function AccountProxy({ account }: Props) {
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
          announce('The proxy is taken away');
        },
      },
    );
  return (
    <>
      <p className={classes.now}>
        {account.proxy_set ? (
          <>
            Every call for this account goes through{' '}
            <strong>{account.proxy_host ?? 'a proxy that cannot be read'}</strong>, and none past it.
          </>
        ) : (
          'Calls for this account go out from this server directly.'
        )}
      </p>
      {account.proxy_set && (
        <div className={classes.buttons}>
          <ActionButton variant="default" busy={test.isPending} busyWords="Testing" onClick={() => test.mutate()}>
            Test proxy
          </ActionButton>
          <ActionButton variant="default" busy={removal.isPending} busyWords="Taking away" onClick={takeAway}>
            Take proxy away
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
