/**
 * The pages of docs/knowledge-base as they are written, by their file's name. Loaded all at once and apart from the
 * screens: together they are as large as one picture, and the search needs every one.
 */
const files = import.meta.glob<string>(['../../../../../docs/knowledge-base/*.md', '!**/README.md'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

export const pages: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [path.slice(path.lastIndexOf('/') + 1), text]),
);
