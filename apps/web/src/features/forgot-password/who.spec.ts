import { describe, expect, it } from '@jest/globals';
import { forgotPasswordSchema, usernameSchema } from '@pacekeeper/contracts';
import { whoOf } from './who.ts';

describe('who forgot the password', () => {
  it.each([
    ['mia.travels', { username: 'mia.travels' }],
    [' mia@example.org ', { email: 'mia@example.org' }],
    ['', null],
    ['   ', null],
  ])('%j', (typed, body) => {
    expect(whoOf(typed)).toEqual(body);
    if (body) expect(forgotPasswordSchema.safeParse(body).success).toBe(true);
  });

  it('is told from an e-mail by the @, which no user name holds', () => {
    expect(usernameSchema.safeParse('mia@example').success).toBe(false);
  });
});
