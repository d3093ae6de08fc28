import { describe, expect, it } from '@jest/globals';
import { type Command, matching } from './commands.ts';

const run = () => undefined;
const commands: Command[] = [
  { id: 'new', group: 'Do', label: 'New job', run },
  { id: 'stop', group: 'Do', label: 'Stop the bot', hint: '@mia.travels', run },
  { id: 'jobs', group: 'Go to', label: 'Jobs', run },
  { id: 'account', group: 'Accounts', label: '@mia.travels', hint: 'running', run },
  {
    id: 'blocked',
    group: 'Error codes',
    label: 'Instagram blocked this action',
    hint: 'E-BOT-W-32C3',
    also: 'ACTION_BLOCKED',
    run,
  },
];
const found = (typed: string) => matching(commands, typed).flatMap((group) => group.commands.map(({ id }) => id));

describe('the palette finds', () => {
  it.each([
    ['everything but error codes before a letter is typed', '', ['new', 'stop', 'jobs', 'account']],
    ['by the beginning first, in the order of the groups', 'job', ['new', 'jobs']],
    ['by several words in any order', 'mia stop', ['stop']],
    ['a name with its @', '@mia', ['stop', 'account']],
    ['a code', 'e-bot-w-32c3', ['blocked']],
    ['a symbol', 'action_blocked', ['blocked']],
    ['nothing else', 'zebra', []],
  ])('%s', (_, typed, ids) => expect(found(typed)).toEqual(ids));

  it('at most eight of a group', () => {
    const many = Array.from({ length: 20 }, (_, at): Command => ({
      id: `${at}`,
      group: 'Jobs',
      label: `Job ${at}`,
      run,
    }));
    expect(matching(many, 'job')[0]?.commands).toHaveLength(8);
  });
});
