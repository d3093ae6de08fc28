import { describe, expect, it } from '@jest/globals';
import { RECIPES } from '@pacekeeper/contracts';
import { cronOf, cronWords, rhythmOf, RHYTHMS } from './cron-words.ts';

describe('a cron pattern', () => {
  it.each([
    ['*/30 * * * *', 'every 30 minutes'],
    ['0 * * * *', 'every hour'],
    ['0 */3 * * *', 'every 3 hours'],
    ['15 */3 * * *', 'every 3 hours, at 15 past'],
    ['0 2 * * *', 'daily at 02:00'],
    ['30 14 * * 1-5', 'Monday to Friday at 14:30'],
    ['0 9 * * 7', 'every Sunday at 09:00'],
    ['0 9 1 * *', null],
    ['0 9-17 * * *', null],
    ['0 9 * * mon', null],
    ['nonsense', null],
  ])('%s reads: %s', (cron, words) => expect(cronWords(cron)).toBe(words));

  it.each([
    ...RHYTHMS.map(({ value }) => value).filter((value) => value.includes(' ')),
    ...RECIPES.map(({ schedule }) => schedule.cron),
  ])('%s goes into the form and comes back the same, and has words', (cron) => {
    expect(cronOf(rhythmOf(cron))).toBe(cron);
    expect(cronWords(cron)).not.toBeNull();
  });

  it('of one’s own stays as it is', () => expect(cronOf(rhythmOf('0 9-17 * * 1-5'))).toBe('0 9-17 * * 1-5'));
});
