/** What a variable may be, as JSON Schema says it. */
export interface Described {
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
}

/** Read by the tools that start and test, not by the API. */
export const OF_THE_TOOLS = ['WORKERS', 'CHROMIUM_PATH'] as const;

const ROW = /^\| `([A-Z_]+)` +\| (.*?) +\| (.*?) +\|$/gm;

const missingIn = (said: string, given: string, { default: normal, minimum, maximum, enum: values }: Described) => {
  const bounds = [minimum, maximum].filter((bound) => bound !== undefined);
  return [
    ...(normal !== undefined && given.replaceAll('`', '') !== String(normal) ? [`the default ${String(normal)}`] : []),
    ...bounds
      .filter((bound) => Math.abs(bound) < Number.MAX_SAFE_INTEGER && !said.includes(String(bound)))
      .map((bound) => `the bound ${bound}`),
    ...(values ?? []).filter((value) => !said.includes(`\`${String(value)}\``)).map((value) => `\`${String(value)}\``),
  ];
};

/** What is wrong with the table of variables: a row each, which says its default, bounds and values. */
export const problemsOfConfiguration = (text: string, variables: Readonly<Record<string, Described>>): string[] => {
  const rows = new Map(
    [...text.matchAll(ROW)].map(([, name = '', given = '', meaning = '']) => [name, [given, meaning]]),
  );
  const known = [...Object.keys(variables), ...OF_THE_TOOLS];
  return [
    ...known.filter((name) => !rows.has(name)).map((name) => `lacks ${name}`),
    ...[...rows.keys()].filter((name) => !known.includes(name)).map((name) => `has ${name}, which nothing reads`),
    ...Object.entries(variables).flatMap(([name, one]) => {
      const [given = '', meaning = ''] = rows.get(name) ?? [];
      if (!rows.has(name)) return [];
      const said = `${given} ${meaning}`.replaceAll(',', '');
      return missingIn(said, given, one).map((what) => `does not say ${what} of ${name}`);
    }),
  ];
};
