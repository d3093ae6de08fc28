// The process behind `npm run simulate`: accounts over some days, paced by the code that paces real ones, without a
// database and without a clock. It runs from its source.
import { writeFileSync } from 'node:fs';
import { simulatedAccount } from './account.ts';
import { busiestDay, drawDay } from './drawing.ts';
import { Figures } from './figures.ts';
import { runAccount } from './run.ts';

/** Clocks change in these weeks: in America on 8 March, in Europe on 29 March, in Australia and Chile on 5 April. */
const START = Date.parse('2026-03-07T00:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;

const [days = 30, accounts = 200, seed = 7] = process.argv.slice(2, 5).map(Number);
const picture = process.argv[5];

const figures = new Figures();
let drawn = { count: 0, svg: '' };
for (let number = 0; number < accounts; number += 1) {
  const account = simulatedAccount(seed, number, START);
  const run = runAccount(account, START, START + days * DAY_MS);
  figures.add(account, run);
  const { date, calls } = busiestDay(account, run.calls);
  if (calls.length > drawn.count) drawn = { count: calls.length, svg: drawDay(account, date, calls) };
}
process.stdout.write(`${figures.lines().join('\n')}\n`);
if (picture) writeFileSync(picture, drawn.svg);
process.exitCode = figures.held ? 0 : 1;
