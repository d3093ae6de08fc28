import { describe, expect, it } from '@jest/globals';
import { differences, parseSample } from './sample.ts';
import { commandsOf, problemsOfOutput, rewritten } from './transcript.ts';

const USER = { id: '3004aad6-4c3a-4c2d-96ef-0973dcbf1f2a', username: 'mira', at: '2026-11-30T10:43:11.489Z', left: 3 };
const REFUSAL = {
  type: 'http://localhost:3000/knowledge-base/E-BOT-W-E0F7',
  title: 'Not connected',
  status: 409,
  detail: 'No.',
  success: false,
  error: 'SESSION_INVALID',
  code: 'E-BOT-W-E0F7',
  message: 'No.',
  correlation_id: '3004aad6-4c3a-4c2d-96ef-0973dcbf1f2a',
};

describe('a sample beside the answer', () => {
  it.each<[string, string, unknown, string[]]>([
    ['as it is', '{"id":"a1...","username":"mira","at":"2025-01-01T00:00:00.000Z","left":3}', USER, []],
    ['a part', '{...,"username":"mira",...}', USER, []],
    ['without a key', '{"id":"a1...","username":"mira","left":3}', USER, ['.at: is not shown']],
    ['with a key too many', '{"username":"mira","age":3,...}', USER, ['.age: is missing']],
    ['another value', '{"username":"tomas",...}', USER, ['.username: "tomas" is "mira"']],
    ['another number', '{"left":4,...}', USER, ['.left: 4 is 3']],
    ['null for text', '{"username":null,...}', USER, ['.username: null is "mira"']],
    ['no time', '{"at":"2025-01-01T00:00:00.000Z"}', { at: 'soon' }, ['.at: "2025-01-01T00:00:00.000Z" is "soon"']],
    ['a number that varies', '{"retry_after":17}', { retry_after: 4 }, []],
    ['a text that says a time', '{"message":"Wait 59 s."}', { message: 'Wait 3 s.' }, []],
    ['a text of which the middle varies', '{"url":"x?secret=...&digits=6"}', { url: 'x?secret=ABC&digits=6' }, []],
    ['a list', '{"items":[{"n":1},{"n":2}]}', { items: [{ n: 1 }, { n: 2 }] }, []],
    ['a longer list', '{"items":[{"n":1}]}', { items: [{ n: 1 }, { n: 2 }] }, ['.items: has 2 items instead of 1']],
    ['the ends of a list', '{"items":[{"n":1},...,{"n":9}]}', { items: [{ n: 1 }, { n: 5 }, { n: 9 }] }, []],
    ['an object for a list', '{"items":[]}', { items: {} }, ['.items: is no list but {}']],
    ['a refusal', '{"error":"SESSION_INVALID","code":"E-BOT-W-E0F7","message":"No."}', REFUSAL, []],
    ['half a refusal', '{"error":"SESSION_INVALID","code":"E-BOT-W-E0F7"}', REFUSAL, ['.message: is not shown']],
  ])('%s', (_, shown, actual, problems) => expect(differences(parseSample(shown), actual)).toEqual(problems));

  it.each(['{"a":', '{"a" 1}', '{"a":1}}', '{a:1}', ''])('is no sample: %j', (text) => {
    expect(() => parseSample(text)).toThrow();
  });
});

describe('a block of commands', () => {
  it('is read into commands with what they print', () => {
    const body = '$ one; two\n{"a":1}\n200\n\n$ three\n$ four\nx\n\ny\n';
    expect(commandsOf({ line: 10, language: 'console', body, mark: null })).toEqual([
      { line: 11, script: 'one; two', prints: ['{"a":1}', '200'] },
      { line: 15, script: 'three', prints: [] },
      { line: 16, script: 'four', prints: ['x', '', 'y'] },
    ]);
    expect(commandsOf({ line: 1, language: 'sh', body: 'a\nb\n', mark: null })).toEqual([
      { line: 2, script: 'a\nb\n', prints: null },
    ]);
  });

  it.each<[string, string[] | null, string[], string[]]>([
    ['the same', ['{"a":1}', '200'], ['{"a":1}', '200'], []],
    ['another status', ['{"a":1}', '200'], ['{"a":1}', '500'], ['prints 500 instead of 200']],
    ['other numbers and dates', ['     10 of Mon, 28 Dec 2026'], ['7 of Tue, 1 Jan 2030'], []],
    ['a text left out', ['key=...; Path=/'], ['key=abc; Path=/'], []],
    ['less', ['a', 'b'], ['a'], ['does not print b']],
    ['more', ['a'], ['a', 'b'], ['prints more: b']],
    ['a script that shows nothing', null, ['a'], []],
  ])('prints %s', (_, prints, lines, problems) =>
    expect(problemsOfOutput({ line: 1, script: '', prints }, { lines, status: '0' })).toEqual(problems),
  );

  it('that shows nothing must not fail', () => {
    expect(problemsOfOutput({ line: 1, script: '', prints: null }, { lines: ['no'], status: '1' })).toEqual([
      'ends with 1: no',
    ]);
  });

  it.each<[string, string, unknown, string]>([
    [
      'keys that are new',
      '{"username":"mira"}',
      USER,
      '{"id":"3004aad6...","username":"mira","at":"2026-11-30T10:43:11.489Z","left":3}',
    ],
    ['what is left out', '{"id":"a1...",...,"left":4}', USER, '{"id":"a1...",...,"left":3}'],
    ['a refusal', '{"error":"X"}', REFUSAL, '{"error":"SESSION_INVALID","code":"E-BOT-W-E0F7","message":"No."}'],
    ['a list', '{"items":[{"n":1},...]}', { items: [{ n: 2, m: 1 }, { n: 3 }] }, '{"items":[{"n":2,"m":1},...]}'],
  ])('is rewritten with %s', (_, shown, actual, written) => {
    const command = { line: 1, script: '', prints: [shown] };
    expect(rewritten(command, [JSON.stringify(actual)])).toEqual([written]);
    expect(
      problemsOfOutput({ ...command, prints: [written] }, { lines: [JSON.stringify(actual)], status: '0' }),
    ).toEqual([]);
  });
});
