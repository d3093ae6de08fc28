import { describe, expect, it } from '@jest/globals';
import { detailsInWords } from './details.ts';

describe('the details of an entry', () => {
  it.each([
    ['nothing', {}, []],
    ['a word', { method: 'password_totp' }, [['Method', 'password_totp']]],
    [
      'numbers and answers',
      { ended: 1200, mailed: true, email: null },
      [
        ['Ended', '1,200'],
        ['Mailed', 'yes'],
        ['Email', 'none'],
      ],
    ],
    ['a list', { fields: ['email', 'role'] }, [['Fields', 'email, role']]],
    [
      'what is inside',
      { limits: { follows_limit: 12 }, reason: 'new here' },
      [
        ['Limits follows limit', '12'],
        ['Reason', 'new here'],
      ],
    ],
    [
      'a change',
      { before: { role: 'user' }, after: { role: 'admin' }, why: 'asked' },
      [
        ['Role', 'user, then admin'],
        ['Why', 'asked'],
      ],
    ],
    [
      'a change of nothing before',
      { before: null, after: { a: 1 } },
      [
        ['Before', 'none'],
        ['After a', '1'],
      ],
    ],
  ])('%s', (_, details, words) => expect(detailsInWords(details)).toEqual(words));
});
