import { expect, it } from '@jest/globals';
import { csv } from './csv.ts';

it.each([
  [
    [
      ['day', 'done'],
      ['2026-03-01', 4],
    ],
    'day,done\r\n2026-03-01,4\r\n',
  ],
  [[['a "b", c', null]], '"a ""b"", c",\r\n'],
  [[['=1+1', '@mia', '-2']], "'=1+1,'@mia,'-2\r\n"],
] as const)('%j is written so that a spreadsheet reads it and runs nothing', async (rows, text) =>
  expect(await csv(rows).text()).toBe(text),
);
