import type { Account } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { ActionButton } from '../../../components/action-button.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { AppLink } from '../../../components/links.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import { paths } from '../../../lib/paths.ts';
import { userQuery } from '../../../lib/queries/user.query.ts';
import { forAccount } from '../account-words.ts';
import type { Entry } from '../entry.ts';
import type { List } from '../lists.ts';
import classes from './content.module.css';

interface Props {
  readonly list: List;
  readonly entries: readonly Entry[];
  readonly accounts: readonly Account[];
  /** False: entries are read alone. */
  readonly manages: boolean;
  /** The entry that is being removed. */
  readonly removing: string | null;
  readonly onEdit: (entry: Entry) => void;
  readonly onRemove: (entry: Entry) => void;
}

/** The entries of a list, each with what can be done with it. */
export function EntryTable({ list, entries, accounts, manages, removing, onEdit, onRemove }: Props) {
  const several = Boolean(list.byAccount) && accounts.length > 1;
  const who = manages && list.managedBy !== undefined;
  const numbered = list.rename !== undefined;
  const noted = !numbered && manages;
  return (
    <DataTable
      heads={[
        list.entry.one.charAt(0).toUpperCase() + list.entry.one.slice(1),
        ...(numbered ? ['Number'] : []),
        ...(noted ? ['Note'] : []),
        ...(several ? ['Counts for'] : []),
        ...(who ? ['Added by'] : []),
        'Added',
        ...(manages ? ['Change'] : []),
      ]}
    >
      {entries.map((entry) => (
        <tr key={entry.id} className={classes.row}>
          <th scope="row">{entry.title}</th>
          {numbered && <td data-label="Number">{entry.pk}</td>}
          {noted && <td data-label="Note">{entry.note}</td>}
          {several && <td data-label="Counts for">{forAccount(entry.accountId, accounts)}</td>}
          {who && <td data-label="Added by">{entry.addedBy ? <UserLink id={entry.addedBy} /> : 'a deleted user'}</td>}
          <td data-label="Added" className={classes.when}>
            <RelativeTime at={entry.createdAt} />
          </td>
          {manages && (
            <td className={classes.tools}>
              <div className={classes.actions}>
                <ActionButton variant="default" size="xs" onClick={() => onEdit(entry)}>
                  Edit <VisuallyHidden>{entry.title}</VisuallyHidden>
                </ActionButton>
                <ActionButton
                  variant="default"
                  size="xs"
                  busy={removing === entry.id}
                  busyWords="Removing"
                  onClick={() => onRemove(entry)}
                >
                  Remove <VisuallyHidden>{entry.title}</VisuallyHidden>
                </ActionButton>
              </div>
            </td>
          )}
        </tr>
      ))}
    </DataTable>
  );
}

/** Who added it, for administrators. */
function UserLink({ id }: { readonly id: string }) {
  const { data } = useQuery(userQuery(id));
  return <AppLink to={paths.user.href(id)}>{data?.username ?? 'a user'}</AppLink>;
}
