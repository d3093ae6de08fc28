import { describe, expect, it } from '@jest/globals';
import { newPasswordErrors } from './new-password.ts';

const GOOD = 'a-blue-door-behind-the-orchard';

describe('a new password', () => {
  it.each([
    ['good, typed twice', GOOD, GOOD, {}],
    ['empty', '', '', { new_password: 'Enter a new password.' }],
    ['too short', 'short', 'short', { new_password: 'Use at least 12 characters.' }],
    ['eleven emoji', '🐳'.repeat(11), '🐳'.repeat(11), { new_password: 'Use at least 12 characters.' }],
    ['twelve emoji', '🐳'.repeat(12), '🐳'.repeat(12), {}],
    ['too long', 'a'.repeat(129), 'a'.repeat(129), { new_password: 'Use at most 128 characters.' }],
    ['mistyped', GOOD, `${GOOD}x`, { repeated: 'This is not the same as the new password.' }],
  ])('%s', (_, new_password, repeated, errors) =>
    expect(newPasswordErrors({ new_password, repeated })).toEqual(errors),
  );
});
