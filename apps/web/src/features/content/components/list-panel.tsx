import { TextInput } from '@mantine/core';
import { type Account, may } from '@pacekeeper/contracts';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { ActionButton } from '../../../components/action-button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { LoadMore } from '../../../components/load-more.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { accountsQuery } from '../../../lib/queries/accounts.query.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useSettled } from '../../../lib/use-settled.ts';
import { useRemoveEntry } from '../api/lists.mutations.ts';
import { entriesQuery } from '../api/lists.queries.ts';
import type { Entry } from '../entry.ts';
import type { List } from '../lists.ts';
import { AddEntries } from './add-entries.tsx';
import { AddPlace } from './add-place.tsx';
import classes from './content.module.css';
import { EditEntry } from './edit-entry.tsx';
import { EntryTable } from './entry-table.tsx';
import { accountChoices } from '../account-words.ts';
import { UndoLine } from './undo-line.tsx';

interface Props {
  readonly list: List;
}

const NO_ACCOUNTS: readonly Account[] = [];
const SEARCH_AFTER_MS = 250;

/** One list: what it is for, adding to it, and its entries. */
export function ListPanel({ list }: Props) {
  const person = usePerson();
  const accounts = useQuery({ ...accountsQuery(), enabled: Boolean(list.byAccount) }).data?.items ?? NO_ACCOUNTS;
  const manages = list.managedBy === undefined || may(person.role, list.managedBy);
  return (
    <div className={classes.list}>
      <p className={classes.lead}>
        {list.lead}
        {!manages &&
          ' Everyone adds; only administrators change or remove an entry, because it protects a person from all bots here, not from yours alone.'}
      </p>
      <Section card title={`Add ${list.entry.many}`}>
        {list.pasting ? (
          <AddEntries list={list} pasting={list.pasting} accounts={accounts} />
        ) : (
          <AddPlace list={list} />
        )}
      </Section>
      <Entries list={list} accounts={accounts} manages={manages} />
    </div>
  );
}

interface EntriesProps extends Props {
  readonly accounts: readonly Account[];
  readonly manages: boolean;
}

function Entries({ list, accounts, manages }: EntriesProps) {
  const [address, setAddress] = useSearchParams();
  const typed = address.get('search') ?? '';
  const search = useSettled(typed.trim().slice(0, 100), SEARCH_AFTER_MS);
  const account = accounts.find(({ id }) => id === address.get('account_id'))?.id;
  const query = useInfiniteQuery(
    entriesQuery(list, { ...(search && { search }), ...(list.byAccount && account && { account_id: account }) }),
  );
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const filtered = search !== '' || account !== undefined;
  const removal = useRemoval(list);
  const [edited, setEdited] = useState<Entry | null>(null);
  const set = (name: string, value: string) =>
    setAddress(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <Section title={`Your ${list.entry.many}`.replace('Your people', list.label)}>
      {removal.line}
      {(entries.length > 0 || filtered || typed !== '') && (
        <search className={classes.filters} aria-label={`Find in ${list.label.toLowerCase()}`}>
          <TextInput
            label="Search"
            type="search"
            maxLength={100}
            leftSection={<IconSearch size={16} stroke={1.5} aria-hidden="true" />}
            value={typed}
            onChange={(event) => set('search', event.currentTarget.value)}
          />
          {list.byAccount && accounts.length > 1 && (
            <Choice
              label="Account"
              value={account ?? ''}
              data={accountChoices(accounts, 'Everything')}
              onChange={(event) => set('account_id', event.currentTarget.value)}
            />
          )}
        </search>
      )}
      <QueryView query={query} skeleton={<SkeletonRows rows={6} height={36} />}>
        {() =>
          entries.length > 0 ? (
            <EntryTable
              list={list}
              entries={entries}
              accounts={accounts}
              manages={manages}
              removing={removal.removing}
              onEdit={setEdited}
              onRemove={removal.ask}
            />
          ) : (
            <NoEntries list={list} filtered={filtered} onClear={() => setAddress({}, { replace: true })} />
          )
        }
      </QueryView>
      <LoadMore query={query}>Load older entries</LoadMore>
      <EditEntry list={list} entry={edited} onClose={() => setEdited(null)} />
      {removal.dialog}
    </Section>
  );
}

interface NoEntriesProps extends Props {
  readonly filtered: boolean;
  readonly onClear: () => void;
}

function NoEntries({ list, filtered, onClear }: NoEntriesProps) {
  return filtered ? (
    <EmptyState
      title="Nothing matches"
      action={
        <ActionButton variant="default" onClick={onClear}>
          Show everything
        </ActionButton>
      }
    >
      Search for another part of the name, or show everything.
    </EmptyState>
  ) : (
    <EmptyState title={`No ${list.entry.many} yet`}>{list.empty}</EmptyState>
  );
}

/** Removing an entry: at once with a way back; what concerns everyone is asked for before. */
function useRemoval(list: List) {
  const remove = useRemoveEntry(list);
  const [asked, setAsked] = useState<Entry | null>(null);
  const [removed, setRemoved] = useState<Entry | null>(null);
  const asks = list.managedBy !== undefined;
  const run = (entry: Entry) =>
    remove.mutate(entry, {
      onSuccess: () => {
        setAsked(null);
        setRemoved(entry);
      },
    });
  const close = () => {
    remove.reset();
    setAsked(null);
  };
  return {
    removing: remove.isPending ? remove.variables.id : null,
    ask: (entry: Entry) => {
      remove.reset();
      if (asks) setAsked(entry);
      else run(entry);
    },
    line: (
      <>
        {remove.isError && !asked && <ErrorBlock key={remove.submittedAt} error={remove.error} />}
        {removed && <UndoLine key={removed.id} list={list} entry={removed} />}
      </>
    ),
    dialog: asks && (
      <ConfirmDialog
        opened={asked !== null}
        title={`Remove ${asked?.title ?? ''} from the opt-outs?`}
        confirm="Remove opt-out"
        busyWords="Removing"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => asked && run(asked)}
        onClose={close}
      >
        Every bot of this installation may act on this person again. Only do this if the person agrees.
      </ConfirmDialog>
    ),
  };
}
