import { Group, Modal, TextInput } from '@mantine/core';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { announce } from '../../../lib/announce.ts';
import { ARRIVES } from '../../../lib/focus.ts';
import { type Checked, useForm } from '../../../lib/forms/use-form.ts';
import { useChangeEntry } from '../api/lists.mutations.ts';
import type { Entry } from '../entry.ts';
import type { List } from '../lists.ts';

interface Props {
  readonly list: List;
  /** Null: nothing is edited. */
  readonly entry: Entry | null;
  readonly onClose: () => void;
}

/** The note of an entry, or the name of a place. */
export function EditEntry({ list, entry, onClose }: Props) {
  return (
    <Modal opened={entry !== null} onClose={onClose} title={entry?.title} centered>
      {entry && <EditForm key={entry.id} list={list} entry={entry} onClose={onClose} />}
    </Modal>
  );
}

function EditForm({ list, entry, onClose }: Props & { readonly entry: Entry }) {
  const change = useChangeEntry(list, entry.id);
  const name = list.rename !== undefined;
  const most = name ? 200 : 300;
  const form = useForm({
    initial: { text: (name ? entry.title : entry.note) ?? '' },
    check: ({ text }): Checked<string> => {
      const typed = text.trim();
      if (name && typed === '') return { errors: { text: 'Enter a name.' } };
      return typed.length > most ? { errors: { text: `Enter at most ${most} characters.` } } : { body: typed };
    },
    refused: () => null,
    send: async (body) => {
      await change.mutateAsync(body);
      onClose();
      announce('Saved');
    },
  });
  return (
    <form {...form.form} aria-label={`Edit ${entry.title}`}>
      <Fields>
        {change.isError && <ErrorBlock key={change.submittedAt} error={change.error} />}
        <TextInput {...form.text('text')} label={name ? 'Name' : 'Note'} autoComplete="off" {...ARRIVES} />
        <Group justify="flex-end" gap={8}>
          <ActionButton variant="default" onClick={onClose}>
            Cancel
          </ActionButton>
          <ActionButton type="submit" busy={change.isPending} busyWords="Saving">
            {name ? 'Save name' : 'Save note'}
          </ActionButton>
        </Group>
      </Fields>
    </form>
  );
}
