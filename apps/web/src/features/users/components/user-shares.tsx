import type { User } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Choice } from '../../../components/choice.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RampForm } from '../../../components/ramp-form.tsx';
import { Section } from '../../../components/section.tsx';
import { userAccountsQuery } from '../api/user-accounts.query.ts';
import type { UserAccount } from '../user-accounts.ts';
import classes from './users.module.css';

interface Props {
  readonly user: User;
}

/** For administrators: the share of its limits that an account of a user may use. */
export function UserShares({ user }: Props) {
  const query = useQuery(userAccountsQuery(user.id));
  return (
    <Section card title="Share of the limits">
      <QueryView query={query} skeleton={<SkeletonRows rows={2} height={56} />}>
        {([first, ...more]) =>
          first ? (
            <Shares accounts={[first, ...more]} />
          ) : (
            <p className={classes.none}>{user.username} has connected no Instagram account yet.</p>
          )
        }
      </QueryView>
    </Section>
  );
}

function Shares({ accounts }: { readonly accounts: readonly [UserAccount, ...UserAccount[]] }) {
  const [chosen, setChosen] = useState(accounts[0].id);
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0];
  return (
    <>
      <Choice
        label="Account"
        value={account.id}
        data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
        description="A new account earns its full limits day by day; a block halves its share."
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      <RampForm key={account.id} accountId={account.id} name={account.name} />
    </>
  );
}
