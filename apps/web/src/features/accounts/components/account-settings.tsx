import type { Account } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Facts } from '../../../components/facts.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { Section } from '../../../components/section.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { accountQuery } from '../api/accounts.queries.ts';
import { AccountExport } from './account-settings-export.tsx';
import { AccountHours } from './account-settings-hours.tsx';
import { AccountPaceForm } from './account-settings-pace.tsx';
import { AccountProxy } from './account-settings-proxy.tsx';
import { AccountRamp } from './account-settings-ramp.tsx';
import { AccountRemoval } from './account-settings-removal.tsx';
import classes from './account-settings.module.css';

interface Props {
  readonly account: Account;
  readonly onRemoved: () => void;
  readonly onExport: () => void;
}

/** What is set for one account alone: its proxy, its hours, its pace, its device, its session, its end. */
export function AccountSettings({ account, onRemoved, onExport }: Props) {
  const query = useQuery(accountQuery(account.id));
  return (
    <div className={classes.settings}>
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={80} />}>
        {({ account: detail }) => (
          <>
            <Section title="Proxy">
              <AccountProxy account={detail} />
            </Section>
            <Section title="Working hours">
              <AccountHours account={detail} />
            </Section>
            <Section title="Pace">
              <AccountPaceForm account={detail} />
            </Section>
            <Section title="Share of the limits">
              <AccountRamp account={detail} />
            </Section>
            <Section title="Device">
              <p className={classes.words}>
                Instagram sees this account on one device, which stays the same across sign-ins, restarts and
                disconnects.
              </p>
              <Facts
                facts={[
                  ['Device', detail.device ?? 'Created at the next sign-in'],
                  ['Instagram id', <CopyButton key="pk" text={detail.instagram_pk} label="Copy Instagram id" />],
                  ['Connected', detail.connected ? <RelativeTime at={detail.connected_at} /> : 'No'],
                ]}
              />
            </Section>
          </>
        )}
      </QueryView>
      {account.session_valid && (
        <Section title="Session">
          <AccountExport account={account} onExport={onExport} />
        </Section>
      )}
      <Section title="Remove">
        <AccountRemoval account={account} onRemoved={onRemoved} />
      </Section>
    </div>
  );
}
