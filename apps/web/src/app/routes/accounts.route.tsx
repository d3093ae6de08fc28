import type { Account, Bot } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { AccountChip } from '../../components/account-chip.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { AppLink } from '../../components/links.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RelativeTime } from '../../components/times.tsx';
import { ConnectAnother } from '../../features/connect/components/connect-another.tsx';
import { ConnectFlow } from '../../features/connect/components/connect-flow.tsx';
import { percent } from '../../lib/format/number.ts';
import { paths } from '../../lib/paths.ts';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { useBots } from '../../lib/queries/bots.query.ts';
import { queryClient } from '../../lib/query-client.ts';
import { mayLoad } from '../../lib/session/guard.ts';
import { RouteError } from '../route-error.tsx';
import classes from './accounts.module.css';

export { RouteError as ErrorBoundary };

export const loader = async (): Promise<null> => {
  if (await mayLoad()) void queryClient.prefetchQuery(accountsQuery());
  return null;
};

export function Component() {
  const query = useQuery(accountsQuery());
  const accounts = query.data?.items ?? [];
  return (
    <Page
      title="Accounts"
      lead="The Instagram accounts that Pacekeeper works for. Each must be your own."
      action={accounts.length > 0 && <ConnectAnother accounts={accounts} />}
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={4} height={48} />}>
        {({ items }) =>
          items.length > 0 ? (
            <AccountTable accounts={items} />
          ) : (
            <div className={classes.connect}>
              <ConnectFlow />
            </div>
          )
        }
      </QueryView>
    </Page>
  );
}

const HEADS = ['Account', 'State', 'Connected', 'Tested', 'Share of the limits', 'Proxy'];

interface TableProps {
  readonly accounts: readonly Account[];
}

function AccountTable({ accounts }: TableProps) {
  const bots = useBots(accounts.filter(({ session_valid: valid, state }) => !valid || state === 'paused'));
  return (
    <DataTable heads={HEADS}>
      {accounts.map((account) => (
        <AccountRow key={account.id} account={account} bot={bots.get(account.id)} />
      ))}
    </DataTable>
  );
}

interface RowProps {
  readonly account: Account;
  readonly bot: Bot | undefined;
}

function AccountRow({ account, bot }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <AppLink to={paths.automation.href({ account: account.id })}>{`@${account.instagram_username}`}</AppLink>
      </th>
      <td data-label="State">
        <AccountChip account={account} bot={bot} />
      </td>
      <td data-label="Connected">
        <RelativeTime at={account.connected_at} />
      </td>
      <td data-label="Tested">
        {account.last_tested_at ? <RelativeTime at={account.last_tested_at} /> : 'Not tested yet'}
      </td>
      <td data-label="Limits">{Math.round(percent(account.ramp, 1))} %</td>
      <td data-label="Proxy">{account.proxy_set ? 'Its own' : 'None'}</td>
    </tr>
  );
}
