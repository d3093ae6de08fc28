const HEAD = /^Date: (\d{4}-\d\d-\d\d).*\. Status: (accepted|replaced by \d{4})\.$/m;

/** What is wrong with the index of decisions: records by their file's name. */
export const problemsOfDecisions = (index: string, records: ReadonlyMap<string, string>): string[] => {
  const rows = index.split('\n').filter((line) => /\]\(\d{4}-/.test(line));
  const problems = [...records].flatMap(([name, text]) => {
    const [, date, status] = HEAD.exec(text) ?? [];
    if (date === undefined || status === undefined) return [`${name} has no line with its date and status`];
    const cells = rows
      .find((line) => line.includes(`](${name})`))
      ?.split('|')
      .map((cell) => cell.trim());
    if (cells === undefined) return [`the index lacks ${name}`];
    return cells.includes(date) && cells.includes(status) ? [] : [`the index says another date or status of ${name}`];
  });
  return rows.length > records.size ? [...problems, 'the index has a row for a record that is not there'] : problems;
};
