import { counted } from '../../../lib/format/number.ts';
import type { Added } from '../entry.ts';
import classes from './content.module.css';

interface Props {
  readonly added: Added;
  readonly words: { readonly one: string; readonly many: string };
}

const NAMED = 8;

const listed = (entries: readonly string[]): string => {
  const rest = entries.length - NAMED;
  return rest > 0 ? `${entries.slice(0, NAMED).join(', ')} and ${rest} more` : entries.join(', ');
};

/** What came of adding: what is new, what was there, and what could not be read. */
export function AddedResult({ added: { items, duplicates, refused }, words }: Props) {
  return (
    <div className={classes.result} role="status">
      {items.length > 0 && <p className={classes.good}>Added {counted(items.length, words)}.</p>}
      {items.length === 0 && refused.length === 0 && <p>Nothing new: all of it was in the list before.</p>}
      {duplicates.length > 0 && (items.length > 0 || refused.length > 0) && (
        <p>
          {duplicates.length === 1
            ? 'One was there before, or came twice'
            : `${duplicates.length} were there before, or came twice`}
          : {listed(duplicates)}.
        </p>
      )}
      {refused.length > 0 && (
        <p>
          {refused.length === 1 ? 'One could not be read' : `${refused.length} could not be read`} and stayed in the
          field: {listed(refused)}.
        </p>
      )}
    </div>
  );
}
