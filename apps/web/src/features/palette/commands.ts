/** The groups in the order in which they are shown. */
export const GROUPS = ['Do', 'Go to', 'Accounts', 'Jobs', 'Error codes'] as const;
export type Group = (typeof GROUPS)[number];

/** One thing that the palette does. */
export interface Command {
  readonly id: string;
  readonly group: Group;
  readonly label: string;
  /** A few quiet words behind the label. */
  readonly hint?: string;
  /** What it is found by beside label and hint. */
  readonly also?: string;
  readonly run: () => void;
}

export interface Found {
  readonly group: Group;
  readonly commands: readonly Command[];
}

/** Of one group, at most these many are shown. */
const MOST = 8;

const textOf = ({ label, hint = '', also = '' }: Command): string => `${label} ${hint} ${also}`.toLowerCase();

/** The better a command fits, the lower; null: not at all. */
const distance = (command: Command, words: readonly string[]): number | null => {
  const text = textOf(command);
  if (!words.every((word) => text.includes(word))) return null;
  const label = command.label.toLowerCase();
  const [first = ''] = words;
  if (label.startsWith(first)) return 0;
  return label.includes(first) ? 1 : 2;
};

/** What fits the typed words, by group, the best first. What is asked for only by name waits for a letter. */
export const matching = (commands: readonly Command[], typed: string): readonly Found[] => {
  const words = typed
    .toLowerCase()
    .split(/[\s@#]+/)
    .filter(Boolean);
  return GROUPS.flatMap((group): Found[] => {
    if (words.length === 0 && group === 'Error codes') return [];
    const fits = commands
      .filter((command) => command.group === group)
      .flatMap((command) => {
        const far = distance(command, words);
        return far === null ? [] : [{ command, far }];
      })
      .toSorted((a, b) => a.far - b.far)
      .slice(0, MOST)
      .map(({ command }) => command);
    return fits.length > 0 ? [{ group, commands: fits }] : [];
  });
};
