import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { routes } from '@pacekeeper/contracts';
import { ROOT } from '../lib/paths.ts';
import { checkDocuments, problemsOf } from './check.ts';
import { commandBlocks, problemsOfCommands } from './commands.ts';
import { OF_THE_TOOLS, problemsOfConfiguration } from './configuration.ts';
import { problemsOfDecisions } from './decisions.ts';
import { documents } from './markdown.ts';
import { routeTable, withRouteTable } from './route-table.ts';
import { problemsOfSymbols, problemsOfText } from './texts.ts';

describe('the documents', () => {
  it.each(documents())('%s agrees with the repository', async (path) => expect(await problemsOf(path)).toEqual([]));

  it('have commands that a test runs', async () => {
    expect((await checkDocuments()).figures.at(-1)).toMatch(/^command blocks {2}\d+: [1-9]\d+ run in order/);
  });

  it('say the variables of the tools as the tools read them', () => {
    const tools = readdirSync(join(ROOT, 'tools'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => readFileSync(join(ROOT, 'tools', name), 'utf8'))
      .join('\n');
    for (const name of OF_THE_TOOLS) expect(tools).toContain(`'${name}'`);
  });
});

describe('the check of a text', () => {
  it.each([
    ['a dead link', '[x](nowhere.md)', 'links to nowhere.md, which is not there'],
    ['a dead anchor', '[x](api.md#nothing-of-the-kind)', 'links to api.md#nothing-of-the-kind, which is not there'],
    ['a code of no entry', 'It answers E-BOT-W-1234.', 'names E-BOT-W-1234, which the catalogue lacks'],
    ['a phrase to decode', 'Whoever sees this', 'says "Whoever"'],
    ['a wrong count', 'There are 3 error codes.', expect.stringMatching(/^says 3 error codes; there are \d+$/)],
    ['a count of tests', 'It has 1,204 tests.', 'says 1,204 tests, a number that the next test makes wrong'],
  ])('finds %s', (_, text, problem) => expect(problemsOfText('docs/x.md', text)).toEqual([problem]));

  it.each([
    ['links that lead somewhere', '[a](api.md), [b](api.md#errors), [c](https://example.org), [d](decisions)'],
    ['code', '`Whoever` and\n```sh\n[x](nowhere.md) whoever\n```\n'],
    ['the example of a code', 'E-BOT-W-0000'],
  ])('accepts %s', (_, text) => expect(problemsOfText('docs/x.md', text)).toEqual([]));

  it('bounds the README', () => {
    expect(problemsOfText('README.md', 'x'.repeat(8193))).toEqual(['is larger than 8192 bytes']);
  });

  it.each([
    ['| `SESSION_INVALID` | `E-BOT-W-E0F7` | 409 |', []],
    ['| `SESSION_INVALID` | `E-BOT-W-A880` | 409 |', ['gives E-BOT-W-A880 for SESSION_INVALID']],
    ['| `NO_SUCH_THING` | `E-BOT-W-E0F7` | 409 |', ['gives E-BOT-W-E0F7 for NO_SUCH_THING']],
    ['| nothing | of the kind |', []],
  ])('compares symbols and codes of %s', (line, problems) => expect(problemsOfSymbols(line)).toEqual(problems));
});

describe('the check of the decisions', () => {
  const record = 'Date: 2026-11-30. Status: accepted.';
  it.each([
    ['nothing wrong', '| [1](0001-a.md) | 2026-11-30 | accepted |', record, []],
    [
      'a record without a head',
      '| [1](0001-a.md) | 2026-11-30 | accepted |',
      'x',
      ['0001-a.md has no line with its date and status'],
    ],
    ['a record that is not listed', '', record, ['the index lacks 0001-a.md']],
    [
      'another status',
      '| [1](0001-a.md) | 2026-11-30 | replaced by 0002 |',
      record,
      ['the index says another date or status of 0001-a.md'],
    ],
    [
      'a row too many',
      '| [1](0001-a.md) | 2026-11-30 | accepted |\n| [2](0002-b.md) | 2026-11-30 | accepted |',
      record,
      ['the index has a row for a record that is not there'],
    ],
  ])('finds %s', (_, index, text, problems) =>
    expect(problemsOfDecisions(index, new Map([['0001-a.md', text]]))).toEqual(problems),
  );
});

describe('the check of the variables', () => {
  const tools = OF_THE_TOOLS.map((name) => `| \`${name}\` | 1 | x |`).join('\n');
  const variables = { PORT: { default: 3000, minimum: 1, maximum: 65_535 }, MODE: { enum: ['a', 'b'] } };
  const port = '| `PORT` | 3000 | 1 to 65535 |';
  const mode = '| `MODE` | none | `a` or `b` |';
  it.each([
    ['nothing wrong', [port, mode], []],
    ['a row that is missing', [port], ['lacks MODE']],
    ['a row of nothing', [port, mode, '| `OLD` | x | y |'], ['has OLD, which nothing reads']],
    ['another default', ['| `PORT` | 80 | 1 to 65535 |', mode], ['does not say the default 3000 of PORT']],
    ['a bound that is missing', ['| `PORT` | 3000 | from 1 |', mode], ['does not say the bound 65535 of PORT']],
    ['a value that is missing', [port, '| `MODE` | none | `a` |'], ['does not say `b` of MODE']],
  ])('finds %s', (_, rows, problems) =>
    expect(problemsOfConfiguration([...rows, tools].join('\n'), variables)).toEqual(problems),
  );
});

describe('the table of routes', () => {
  it('has method, path, access and summary of each', () => {
    const table = routeTable([routes.users.delete, routes.jobs.list, routes.auth.login]);
    expect(table.split('\n').slice(2)).toEqual([
      `| users | \`DELETE users/:id\`† | administrators | \`user.delete\` | ${routes.users.delete.summary} |`,
      `| jobs | \`GET bot/jobs\` | signed in | \`job.read\` | ${routes.jobs.list.summary}; takes \`account_id\`, \`user_id\`, \`state\` |`,
      `| auth | \`POST auth/login\` | anyone |  | ${routes.auth.login.summary} |`,
    ]);
  });

  it('is written between its marks alone', () => {
    expect(() => withRouteTable('# API', [])).toThrow('the marks of the table are missing');
    const text = 'before\n<!-- routes: written by `npm run docs -- write` -->\nold\n<!-- end of routes -->\nafter\n';
    const written = withRouteTable(text, [routes.auth.me]);
    expect(written).toMatch(/^before\n[^]*\n<!-- end of routes -->\nafter\n$/);
    expect(written).toContain('`GET auth/me`');
    expect(written).not.toContain('old');
  });
});

describe('the check of the commands', () => {
  const block = (mark: string) => `Text.\n\n${mark}\n\n\`\`\`sh\nls\n\`\`\`\n`;
  it.each([
    ['nothing', '', ['the commands in line 5: is neither run by a test nor marked']],
    ['a reason', '<!-- not run: needs Docker -->', []],
    ['an empty reason', '<!-- not run: -->', ['the commands in line 5: is neither run by a test nor marked']],
    ['a spec that names it', '<!-- run by: tools/documents/documents.spec.ts -->', []],
    [
      'a spec that is not there',
      '<!-- run by: tools/none.spec.ts -->',
      ['the commands in line 5: is said to be run by tools/none.spec.ts, which is not there'],
    ],
    [
      'a spec that knows nothing of it',
      '<!-- run by: tools/commands.spec.ts -->',
      [
        'the commands in line 5: is said to be run by tools/commands.spec.ts, which does not name docs/some-document.md',
      ],
    ],
  ])('takes a block with %s in front as it is', (_, mark, problems) =>
    expect(problemsOfCommands('docs/some-document.md', block(mark))).toEqual(problems),
  );

  it('does not need a mark where the walk runs it', () => {
    expect(problemsOfCommands('docs/tour.md', block(''))).toEqual([]);
  });

  it('reads blocks in lists, and no other languages', () => {
    const text = '1. x\n\n   ```console\n   $ ls\n   a\n   ```\n\n```json\n{}\n```\n';
    expect(commandBlocks(text)).toEqual([{ line: 3, language: 'console', body: '$ ls\na\n', mark: null }]);
  });
});
