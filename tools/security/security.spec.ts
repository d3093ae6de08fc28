import { describe, expect, it } from '@jest/globals';
import { ASVS_ROWS } from './asvs-rows.ts';
import { checkDocument } from './check.ts';
import { compareGaps, compareRows, compareSum, namedFiles, readRows, type Row, sectionOf } from './document.ts';
import { names, testTitles } from './test-titles.ts';

const line = (...cells: string[]) => `| ${cells.join(' | ')} |`;
const GOOD = line('V2.1.1', '1', 'rules', 'met', 'by a schema', '`a.ts`<br>`b.spec.ts › group › test`');
const row = (changes: Partial<Row> = {}): Row => ({
  id: 'V2.1.1',
  level: 1,
  status: 'met',
  references: [],
  ...changes,
});

describe('a row of the table', () => {
  it('is read with its references', () => {
    expect(readRows(`# words\n\n${GOOD}\n`)).toEqual({
      rows: [
        row({
          references: [
            { path: 'a.ts', titles: [] },
            { path: 'b.spec.ts', titles: ['group', 'test'] },
          ],
        }),
      ],
      problems: [],
    });
  });

  it('may hold a pipe that is escaped', () => {
    const [{ references } = row()] = readRows(line('V1.1.1', '1', 'a', 'met', 'b', '`a › b \\| c`')).rows;
    expect(references).toEqual([{ path: 'a', titles: ['b | c'] }]);
  });

  it.each([
    ['an unknown status', line('V2.1.1', '1', 'a', 'mostly', 'b', '`c`'), 'V2.1.1 has the status "mostly"'],
    ['a status in capitals', line('V2.1.1', '1', 'a', 'Met', 'b', '`c`'), 'V2.1.1 has the status "Met"'],
    ['a cell too few', line('V2.1.1', '1', 'a', 'met', 'b'), 'V2.1.1 has 5 cells instead of 6'],
    ['a cell too many', line('V2.1.1', '1', 'a', 'met', 'b', '`c`', 'd'), 'V2.1.1 has 7 cells instead of 6'],
    ['no reason', line('V2.1.1', '1', 'a', 'not met', '', '–'), 'V2.1.1 does not say'],
    ['evidence that is no reference', line('V2.1.1', '1', 'a', 'met', 'b', 'see c'), 'evidence that is no reference'],
    ['a reference without a test behind it', line('V2.1.1', '1', 'a', 'met', 'b', '`c › `'), 'is no reference'],
    ['nothing to show for it', line('V2.1.1', '1', 'a', 'partly', 'b', '–'), 'V2.1.1 is partly and shows nothing'],
  ])('is refused with %s', (_, text, problem) => {
    expect(readRows(text).problems.join()).toContain(problem);
  });
});

describe('the rows together', () => {
  const wanted = new Map([
    ['V2.1.1', 1],
    ['V2.1.2', 2],
  ]);

  it('are each there once', () => {
    expect(compareRows([row(), row({ id: 'V2.1.2', level: 2 })], wanted)).toEqual([]);
  });

  it.each([
    ['one is missing', [row()], 'V2.1.2 is missing'],
    ['one stands there twice', [row(), row()], 'V2.1.1 stands there twice'],
    ['one is nobody’s', [row({ id: 'V9.9.9' })], 'V9.9.9 is no row of the list'],
    ['one is of another level', [row({ level: 2 })], 'V2.1.1 is of level 1, not 2'],
  ])('are refused where %s', (_, rows, problem) => expect(compareRows(rows, wanted)).toContain(problem));

  it('are summed up', () => {
    const rows = [row(), row({ status: 'not met' })];
    expect(compareSum('2 rows: 1 met, 0 partly, 1 not met, 0 do not apply.', rows)).toEqual([]);
    expect(compareSum('2 rows: 2 met, 0 partly, 0 not met, 0 do not apply.', rows)).toHaveLength(1);
    expect(compareSum('nothing', rows)).toHaveLength(1);
  });

  it('have their gaps listed, and nothing else', () => {
    const rows = [row({ status: 'partly' }), row({ id: 'V2.1.2' })];
    expect(compareGaps('V2.1.1 is missing', rows)).toEqual([]);
    expect(compareGaps('V2.1.2 is missing', rows)).toHaveLength(2);
  });
});

describe('a document', () => {
  it('has sections, up to the next heading', () => {
    expect(sectionOf('# A\n\n## B\n\nb\n\n### C\n\nc\n\n## D\n\nd\n', 'B').trim()).toBe('b\n\n### C\n\nc');
    expect(sectionOf('# A\n', 'B')).toBe('');
  });

  it('names files by links and in backticks', () => {
    const text = 'see [a](b.md#c), [web](https://example.org/x), [here](#d), `libs/contracts/src` and `auth/login`';
    expect(namedFiles(text)).toEqual({ links: ['b.md'], paths: ['libs/contracts/src'] });
  });
});

describe('the titles of a spec', () => {
  const titles = testTitles(`
    const describe2 = describe;
    describe('a group', () => {
      it('is plain', () => {});
      it.each([['(', /['"(]/]])('with %s', (_, x) => {});
      test.each\`a\${1}\`("of a 'template'", () => {});
      it.each<[string]>(
        [['x']].map((one) => [one[0]]),
      )(
        \`on many lines\`,
        () => {},
      );
      describe('inside', () => it('is deeper', () => {}));
      it.skip('is skipped', () => {});
      it(computed, () => {});
      // it('is a comment', () => {});
    });
    it('stands alone', () => {});
  `);

  it.each([
    [['a group']],
    [['is plain']],
    [['a group', 'is plain']],
    [['with %s']],
    [["of a 'template'"]],
    [['a group', 'on many lines']],
    [['inside', 'is deeper']],
    [['a group', 'inside', 'is deeper']],
    [['stands alone']],
  ])('hold %j', (wanted) => expect(names(wanted, titles)).toBe(true));

  it.each([
    [['is plai']],
    [['a group', 'is deeper']],
    [['inside', 'is plain']],
    [['a group', 'stands alone']],
    [['is skipped']],
    [['is a comment']],
  ])('do not hold %j', (wanted) => expect(names(wanted, titles)).toBe(false));
});

describe('docs/security.md', () => {
  it('answers every row, and names nothing that is not there', () => {
    const { figures, problems } = checkDocument();
    expect(problems).toEqual([]);
    expect(figures[0]).toContain(`${ASVS_ROWS.size} of ${ASVS_ROWS.size}`);
  }, 60_000);
});
