/** What a figure found: lines for people, and whether every bound was kept. */
export interface Figure {
  readonly lines: string[];
  readonly ok: boolean;
}

/** A line that says whether what it tells of is as it should be. */
export const checked = (right: boolean, text: string): { line: string; right: boolean } => ({
  right,
  line: `${right ? 'ok  ' : 'FAIL'} ${text}`,
});

export const figureOf = (title: string, results: ReadonlyArray<{ line: string; right: boolean }>): Figure => ({
  lines: [title, ...results.map(({ line }) => line)],
  ok: results.every(({ right }) => right),
});
