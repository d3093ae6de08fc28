import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  connectSchema,
  createUserSchema,
  followHashtagSchema,
  hashtagSchema,
  instagramUsernameSchema,
  setLimitsSchema,
  verifySchema,
  workingHoursSchema,
} from './index.ts';

const id = '018f2f6e-7d3c-7c11-9a55-0123456789ab';

describe('hashtags', () => {
  it.each([
    ['#Travel', 'travel'],
    ['  sunset ', 'sunset'],
    ['日本語', '日本語'],
    ['слава', 'слава'],
    ['नमस्ते', 'नमस्ते'],
    ['☕️time', '☕️time'],
    ['2026_goals', '2026_goals'],
    ['👩‍🍳', '👩‍🍳'],
  ])('takes %s as %s', (given, taken) => expect(hashtagSchema.parse(given)).toBe(taken));

  it.each(['', '#', 'two words', 'a/b', 'a#b', '##a', 'a?b', 'a%2fb', 'a\u0000b', 'a'.repeat(101), '.', '../x'])(
    'refuses %j',
    (given) => expect(hashtagSchema.safeParse(given).success).toBe(false),
  );

  it('never lets a character through that could change the address of a request', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const parsed = hashtagSchema.safeParse(text);
        if (parsed.success) expect(parsed.data).not.toMatch(/[/?#%\\\s\p{Cc}]/u);
      }),
    );
  });
});

describe('amounts', () => {
  it.each([0, -1, 1e9, 1.5, '10', null, Number.NaN])('refuses %p', (amount) =>
    expect(followHashtagSchema.safeParse({ hashtag: 'x', amount }).success).toBe(false),
  );
  it.each([1, 1000])('takes %p', (amount) =>
    expect(followHashtagSchema.safeParse({ hashtag: 'x', amount }).success).toBe(true),
  );
});

describe('requests', () => {
  it('refuse unknown keys', () => {
    expect(createUserSchema.safeParse({ username: 'mia', is_active: true }).success).toBe(false);
    expect(followHashtagSchema.safeParse({ hashtag: 'x', amount: 1, user_id: id }).success).toBe(false);
  });

  it.each(['a\u0000b', 'a\u202eb', ' ', 'x', 'a'.repeat(65), 'a b', '<script>'])(
    'refuse %j as a user name',
    (username) => expect(createUserSchema.safeParse({ username }).success).toBe(false),
  );

  it('refuse an update of limits that names none', () => {
    expect(setLimitsSchema.safeParse({}).success).toBe(false);
    expect(setLimitsSchema.safeParse({ follows_limit: 0 }).success).toBe(true);
  });
});

describe('what people type for Instagram', () => {
  it.each([
    ['@Mia.Travels', 'mia.travels'],
    [' mia_1 ', 'mia_1'],
    ['https://www.instagram.com/Mia.Travels/', 'mia.travels'],
    ['instagram.com/mia_1?igsh=abc', 'mia_1'],
  ])('takes the name %s as %s', (given, taken) => expect(instagramUsernameSchema.parse(given)).toBe(taken));

  it.each(['', '@', 'a b', 'a/b', 'a'.repeat(31), 'ä', 'https://example.com/mia_1/', 'instagram.com/'])(
    'refuses the name %j',
    (given) => expect(instagramUsernameSchema.safeParse(given).success).toBe(false),
  );

  it.each(['', ' ', '\t \n', 'pass\u0000word'])('refuses the password %j', (password) => {
    expect(connectSchema.safeParse({ username: 'mia', password }).success).toBe(false);
    expect(verifySchema.safeParse({ verification_id: id, method: 'by_hand', password }).success).toBe(false);
  });

  it.each([' x ', 'päss wörd', ' 12345 '])('takes the password %j as it is', (password) =>
    expect(connectSchema.parse({ username: 'mia', password }).password).toBe(password),
  );

  it('takes codes with blanks and dashes and refuses letters', () => {
    expect(verifySchema.parse({ verification_id: id, code: '123 456' }).code).toBe('123456');
    expect(verifySchema.parse({ verification_id: id, code: '1234-5678' }).code).toBe('12345678');
    expect(verifySchema.safeParse({ verification_id: id, code: '12a456' }).success).toBe(false);
  });
});

describe('working hours', () => {
  const ANOTHER = 'to: must be another time than the beginning';
  const FROM = 'from: must be a time such as 08:30';
  const TO = 'to: must be a time such as 08:30';
  it.each<[string, string, string[]]>([
    ['08:00', '22:00', []],
    ['22:00', '08:00', []],
    ['00:00', '24:00', []],
    ['24:00', '08:00', [FROM]],
    ['08:00', '08:00', [ANOTHER]],
    ['9', '17', [FROM, TO]],
    ['9', '17:00', [FROM]],
    ['09:00', '25:00', [TO]],
    ['09:00', '8', [TO]],
  ])('from %s to %s', (from, to, complaints) => {
    const { error } = workingHoursSchema.safeParse({ from, to });
    expect((error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual(complaints);
  });
});
