import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { announce } from '../../../lib/announce.ts';
import { useArrivalFocus } from '../../../lib/focus.ts';
import { useRestoreEntry } from '../api/lists.mutations.ts';
import type { Entry } from '../entry.ts';
import type { List } from '../lists.ts';
import classes from './content.module.css';

interface Props {
  readonly list: List;
  readonly entry: Entry;
}

/** What was removed last, and the way back. The words have the focus, not the button that undoes. */
export function UndoLine({ list, entry }: Props) {
  const restore = useRestoreEntry(list);
  const words = useArrivalFocus<HTMLParagraphElement>();
  const undo = () =>
    restore.mutate(entry, {
      onSuccess: () => {
        words.current?.focus();
        announce(`${entry.title} is back`);
      },
    });
  return (
    <>
      <div className={classes.undo}>
        <p ref={words} tabIndex={-1} role="status">
          {restore.isSuccess ? 'Put back' : 'Removed'} <strong>{entry.title}</strong>.
        </p>
        {!restore.isSuccess && (
          <ActionButton variant="default" size="xs" busy={restore.isPending} busyWords="Undoing" onClick={undo}>
            Undo
          </ActionButton>
        )}
      </div>
      {restore.isError && <ErrorBlock key={restore.submittedAt} error={restore.error} />}
    </>
  );
}
