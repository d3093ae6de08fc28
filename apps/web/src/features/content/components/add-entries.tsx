import { Textarea, TextInput } from '@mantine/core';
import type { Account } from '@pacekeeper/contracts';
import { useDeferredValue, useMemo } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { announce } from '../../../lib/announce.ts';
import { counted } from '../../../lib/format/number.ts';
import { draftOf, forgetDraft, useKeptDraft } from '../../../lib/forms/use-draft.ts';
import { type Checked, useForm } from '../../../lib/forms/use-form.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useAddEntries } from '../api/lists.mutations.ts';
import type { List, With } from '../lists.ts';
import { AddedResult } from './added-result.tsx';
import { accountChoices } from '../account-words.ts';
import classes from './content.module.css';

interface Props {
  readonly list: List;
  readonly pasting: NonNullable<List['pasting']>;
  readonly accounts: readonly Account[];
}

interface Typed extends Record<string, string> {
  readonly pasted: string;
  readonly note: string;
  readonly account_id: string;
}

type Body = With & { readonly entries: readonly string[] };

/** A field for one entry or many. What cannot be read stays in it, to be mended. */
export function AddEntries({ list, pasting, accounts }: Props) {
  const draft = `content-${list.name}-${usePerson().id}`;
  const adding = useAddEntries(list);
  const check = ({ pasted, note, account_id: account }: Typed): Checked<Body> => {
    const entries = pasting.split(pasted);
    if (entries.length === 0) return { errors: { pasted: `Enter at least one ${list.entry.one}.` } };
    if (note.length > 300) return { errors: { note: 'Enter at most 300 characters.' } };
    return { body: { entries, note: note.trim(), account_id: account } };
  };
  const form = useForm<Typed, Body>({
    initial: draftOf(draft, { pasted: '', note: '', account_id: '' }),
    check,
    send: async (body) => {
      const { items, refused } = await adding.mutateAsync(body);
      form.set({ pasted: refused.join('\n'), ...(refused.length === 0 && { note: '' }) });
      forgetDraft(draft);
      announce(`${counted(items.length, list.entry)} added`);
    },
  });
  useKeptDraft(draft, form.values);
  return (
    <form {...form.form} className={classes.form} aria-label={`Add to ${list.label.toLowerCase()}`}>
      {adding.isError && <ErrorBlock key={adding.submittedAt} error={adding.error} />}
      <Textarea
        name="pasted"
        label={pasting.label}
        description={<Found pasting={pasting} words={list.entry} text={form.values.pasted} />}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.values.pasted}
        error={form.errors['pasted']}
        rows={3}
        resize="vertical"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => form.set({ pasted: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput {...form.text('note')} label={pasting.noteLabel} placeholder="none" autoComplete="off" />
        {list.byAccount && accounts.length > 1 && (
          <Choice
            {...form.text('account_id')}
            label="Counts for"
            data={accountChoices(accounts, 'All your accounts')}
          />
        )}
      </div>
      {adding.data && <AddedResult key={adding.submittedAt} added={adding.data} words={list.entry} />}
      <div>
        <ActionButton type="submit" busy={adding.isPending} busyWords="Adding">
          {`Add ${list.entry.many}`}
        </ActionButton>
      </div>
    </form>
  );
}

interface FoundProps {
  readonly pasting: NonNullable<List['pasting']>;
  readonly words: List['entry'];
  readonly text: string;
}

/** What is found in the text, while it is typed. */
function Found({ pasting, words, text }: FoundProps) {
  const settled = useDeferredValue(text);
  const { readable, unreadable } = useMemo(() => pasting.read(pasting.split(settled)), [pasting, settled]);
  if (readable + unreadable.length === 0) return pasting.help;
  const found = `${counted(readable, words)} found`;
  const [first] = unreadable;
  if (!first) return `${found}.`;
  return unreadable.length === 1
    ? `${found}. “${first.slice(0, 60)}” cannot be read.`
    : `${found}. ${counted(unreadable.length, { one: 'entry', many: 'entries' })} cannot be read, such as “${first.slice(0, 60)}”.`;
}
