import { LONGEST_SESSION_FILE } from '@pacekeeper/contracts';

/** What a person has given: as text, with the name of the file that it came from. */
export interface GivenFile {
  readonly text: string;
  readonly name: string | null;
}

export const NOTHING: GivenFile = { text: '', name: null };

/** Pure: text that is no JSON can only be a bare sessionid, which takes a word more. */
export const isBare = (text: string): boolean => text.trim() !== '' && !/^[\uFEFF\s]*["{[]/.test(text);

/** Pure: what is wrong with it before it is sent; null: nothing that can be seen here. */
export const wrongWith = ({ text }: GivenFile): string | null => {
  if (text.trim() === '') return 'Choose the session file, drop it here, or paste what is in it.';
  return text.length > LONGEST_SESSION_FILE ? 'This is too long for a session file.' : null;
};

/** The content of a chosen or dropped file; of one that is far too long, enough to be refused. */
export const readFile = (file: File): Promise<GivenFile> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ text: String(reader.result), name: file.name });
    reader.onerror = () => reject(reader.error ?? new Error('the file could not be read'));
    reader.readAsText(file.slice(0, LONGEST_SESSION_FILE * 4));
  });
