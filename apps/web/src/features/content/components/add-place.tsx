import { TextInput } from '@mantine/core';
import { addLocationSchema } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { announce } from '../../../lib/announce.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { draftOf, forgetDraft, useKeptDraft } from '../../../lib/forms/use-draft.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useAddPlace } from '../api/lists.mutations.ts';
import type { List } from '../lists.ts';
import { placeNumber } from '../pasted.ts';
import { AddedResult } from './added-result.tsx';
import classes from './content.module.css';

interface Props {
  readonly list: List;
}

const WORDS = {
  pk: 'Paste the address of the place, such as https://www.instagram.com/explore/locations/212988663/, or its number.',
  name: 'Enter a name of 1 to 200 characters.',
};

/** Adds a place by the address of its page. */
export function AddPlace({ list }: Props) {
  const draft = `content-${list.name}-${usePerson().id}`;
  const adding = useAddPlace(list);
  const form = useForm({
    initial: draftOf(draft, { pk: '', name: '' }),
    check: ({ pk, name }) => checkWith(addLocationSchema, { pk: placeNumber(pk), name }, WORDS),
    send: async (body) => {
      await adding.mutateAsync(body);
      form.set({ pk: '', name: '' });
      forgetDraft(draft);
      announce('The place is added');
    },
  });
  useKeptDraft(draft, form.values);
  return (
    <form {...form.form} className={classes.form} aria-label="Add to places">
      {adding.isError && <ErrorBlock key={adding.submittedAt} error={adding.error} />}
      <div className={classes.pair}>
        <TextInput
          {...form.text('pk')}
          label="Address or number"
          description="Open the place at Instagram and copy its address."
          autoComplete="off"
          spellCheck={false}
        />
        <TextInput {...form.text('name')} label="Name" description="What you call it here." autoComplete="off" />
      </div>
      {adding.data && <AddedResult key={adding.submittedAt} added={adding.data} words={list.entry} />}
      <div>
        <ActionButton type="submit" busy={adding.isPending} busyWords="Adding">
          Add place
        </ActionButton>
      </div>
    </form>
  );
}
