import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvRow } from './csv.ts';

/** A reader of RFC 4180 for one row. */
const read = (row: string): string[] => {
  const cells: string[] = [];
  for (const match of `,${row.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g)) {
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
  }
  return cells;
};

describe('a row of CSV', () => {
  it.each<[string, Array<string | number | null>, string]>([
    ['plain cells', ['a', 1, null, 'ä'], 'a,1,,ä\r\n'],
    ['quotes, commas and line breaks', ['a"b', 'c,d', 'e\r\nf'], '"a""b","c,d","e\r\nf"\r\n'],
    ['a formula', ['=1+1'], `'=1+1\r\n`],
    ['a sum', ['+1'], `'+1\r\n`],
    ['a difference', ['-1'], `'-1\r\n`],
    ['a function', ['@SUM(1,2)'], `"'@SUM(1,2)"\r\n`],
    ['a tab in front', ['\t=1'], `'\t=1\r\n`],
    ['a line break in front', ['\r=1'], `"'\r=1"\r\n`],
    ['a number below zero that is a number', [-1], '-1\r\n'],
  ])('writes %s', (_, cells, row) => expect(csvRow(cells)).toBe(row));

  it('reads back as it was, and never begins a cell with a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 5 }), (cells) => {
        const back = read(csvRow(cells));
        expect(back.map((cell, index) => (cell === cells[index] ? cell : cell.slice(1)))).toEqual(cells);
        expect(back.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
