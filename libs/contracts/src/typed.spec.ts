import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hashtagSchema, instagramUsernameSchema, normaliseCode, normaliseName, normaliseTag } from './index.ts';

/** Pasted along with text, and invisible. */
const MARKS = [
  ['zero width space', '\u200b'],
  ['zero width non-joiner', '\u200c'],
  ['zero width joiner', '\u200d'],
  ['left-to-right mark', '\u200e'],
  ['right-to-left override', '\u202e'],
  ['isolate', '\u2066'],
  ['word joiner', '\u2060'],
  ['soft hyphen', '\u00ad'],
  ['byte order mark', '\ufeff'],
  ['Arabic letter mark', '\u061c'],
  ['grapheme joiner', '\u034f'],
  ['Hangul filler', '\u3164'],
  ['half-width Hangul filler', '\uffa0'],
  ['braille blank', '\u2800'],
  ['variation selector', '\ufe0f'],
  ['text selector', '\ufe0e'],
  ['tag letter', '\u{e0061}'],
  ['Mongolian vowel separator', '\u180e'],
] as const;

describe('a hashtag', () => {
  it.each<[string, string, string]>([
    ['with its sign', '#Travel', 'travel'],
    ['with the full-width sign', '＃travel', 'travel'],
    ['with the small sign', '﹟travel', 'travel'],
    ['with blanks around', ' \u00a0\u3000#travel\t\n', 'travel'],
    ['with a blank behind its sign', '# travel', 'travel'],
    ['with a mark before its sign', '\u200b\u2066#travel\u2069', 'travel'],
    ['of Persian with its non-joiner', '#می\u200cخواهم', 'می\u200cخواهم'],
    ['of Persian with non-joiners around', '\u200cسفر\u200c', 'سفر'],
    ['of Persian with two non-joiners', 'می\u200c\u200cخواهم', 'می\u200cخواهم'],
    ['of Persian with a mark beside its non-joiner', 'می\u200b\u200cخواهم', 'می\u200cخواهم'],
    ['of German with a non-joiner between letters', 'Auf\u200clage', 'auflage'],
    ['of Sinhala with its joiner', '#ශ්\u200dරී', 'ශ්\u200dරී'],
    ['of Hindi', 'नमस्ते', 'नमस्ते'],
    ['of Thai', 'ประเทศไทย', 'ประเทศไทย'],
    ['of Catalan with its middle dot', '#Paral·lel', 'paral·lel'],
    ['of Catalan with the Greek spelling of the dot', 'paral\u0387lel', 'paral·lel'],
    ['of Japanese with its middle dot', 'ジョン・レノン', 'ジョン・レノン'],
    ['in letters and accents apart', 'cafe\u0301', 'caf\u00e9'],
    ['in capitals that grow', 'İstanbul', 'i̇stanbul'],
    ['with an underscore', '2026_goals', '2026_goals'],
    ['of digits of another script', '٢٠٢٦', '٢٠٢٦'],
    ['with an emoji and its selector', '☕\ufe0ftime', '☕\ufe0ftime'],
    ['with a text selector', '☕\ufe0etime', '☕time'],
    ['with a joined emoji', '👩\u200d🍳', '👩\u200d🍳'],
    ['with a joined emoji of a colour', '👩🏽\u200d🍳', '👩🏽\u200d🍳'],
    ['with a joiner behind an emoji', '👩\u200dcook', '👩cook'],
    ['with a flag', '🇩🇪trip', '🇩🇪trip'],
    [
      'with the flag of a region',
      '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
      '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    ],
    ['with a key', '1\ufe0f\u20e3st', '1\ufe0f\u20e3st'],
    ['with a selector behind a digit', '1\ufe0fst', '1st'],
    ['of letters outside of the first plane', '𐐀𐐁', '𐐨𐐩'],
    ['as the address of its page', 'https://www.instagram.com/explore/tags/Travel/?hl=en', 'travel'],
    ['as an address with escapes', 'instagram.com/explore/tags/caf%C3%A9/', 'café'],
    ['of 100 characters of two units each', '🏖'.repeat(100), '🏖'.repeat(100)],
  ])('%s', (_, typed, tag) => expect(hashtagSchema.parse(typed)).toBe(tag));

  it.each(MARKS)('is the same with a %s anywhere', (_, mark) => {
    for (const typed of [
      `${mark}#travel`,
      `#${mark}travel`,
      `#tra${mark}vel`,
      `#travel${mark}`,
      `${mark}travel${mark}`,
    ]) {
      expect(hashtagSchema.parse(typed)).toBe('travel');
    }
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a sign alone', '＃'],
    ['marks alone', '#\u200b\u200c'],
    ['two signs', '##a'],
    ['signs of two kinds', '#＃a'],
    ['two words', 'two words'],
    ['two words and a wide blank', 'two\u3000words'],
    ['a path', 'a/b'],
    ['a dot', 'a.b'],
    ['dots alone', '···'],
    ['an accent alone', '\u0301'],
    ['a lone surrogate', 'a\ud800'],
    ['a control character', 'a\u0000b'],
    ['an address of another page', 'https://www.instagram.com/mia/'],
    ['an address of somebody else', 'https://evil.example/explore/tags/travel/'],
    ['more than 100 characters', '🏖'.repeat(101)],
    ['an escape of a slash', 'instagram.com/explore/tags/a%2fb/'],
  ])('is refused: %s', (_, typed) => expect(hashtagSchema.safeParse(typed).success).toBe(false));

  it('stays what it is when it is normalised again, and never holds what ends a part of an address', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom(
        '#',
        '＃',
        ...MARKS.map(([, mark]) => mark),
        '👩',
        '🍳',
        'ی',
        'م',
        'a',
        'क',
        '्',
        '·',
        '1',
        '\u20e3',
        '🏴',
      ),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (units) => {
        const tag = hashtagSchema.safeParse(units.join(''));
        if (!tag.success) return;
        expect(normaliseTag(tag.data)).toBe(tag.data);
        expect(tag.data).toBe(tag.data.normalize('NFC'));
        expect(tag.data).not.toMatch(/[/?#%\\\s\p{Cc}\p{Cs}\u200b\u202e\ufeff]/u);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a name', () => {
  it.each<[string, string]>([
    ['@Mia.Travels', 'mia.travels'],
    ['＠ｍｉａ．ｔｒａｖｅｌｓ', 'mia.travels'],
    ['@ mia_1', 'mia_1'],
    [' \u00a0mia_1\u3000', 'mia_1'],
    ['https://www.instagram.com/Mia.Travels/', 'mia.travels'],
    ['HTTPS://WWW.INSTAGRAM.COM/MIA_1', 'mia_1'],
    ['http://instagram.com/mia_1', 'mia_1'],
    ['//instagram.com/mia_1', 'mia_1'],
    ['m.instagram.com/mia_1', 'mia_1'],
    ['instagr.am/mia_1', 'mia_1'],
    ['www.instagram.com:443/mia_1', 'mia_1'],
    ['instagram.com/mia_1?igsh=abc&utm_source=qr', 'mia_1'],
    ['instagram.com/mia_1#x', 'mia_1'],
    ['instagram.com//mia_1//', 'mia_1'],
    ['instagram.com/@mia_1', 'mia_1'],
    ['instagram.com/%40mia_1', 'mia_1'],
    ['instagram.com/mia_1/reels/', 'mia_1'],
    ['instagram.com/mia_1/tagged/?hl=de', 'mia_1'],
    ['https://www.instagram.com/stories/mia_1/3141592653589793238/', 'mia_1'],
    ['https://instagram.com/_u/mia_1', 'mia_1'],
    ['instagram://user?username=mia_1', 'mia_1'],
    ['<https://www.instagram.com/mia_1/>', 'mia_1'],
    ['(instagram.com/mia_1)', 'mia_1'],
    ['https://www.instagram.com/mia_1/,', 'mia_1'],
    ['Mia Travels (@mia_1) • Instagram photos and videos', 'mia_1'],
    ['ｉｎｓｔａｇｒａｍ．ｃｏｍ／ｍｉａ＿１', 'mia_1'],
  ])('%s is %s', (typed, name) => expect(instagramUsernameSchema.parse(typed)).toBe(name));

  it.each(MARKS)('is the same with a %s anywhere', (_, mark) => {
    for (const typed of [
      `${mark}@mia_1`,
      `@${mark}mia_1`,
      `mi${mark}a_1`,
      `https://instagram.com/${mark}mia_1${mark}`,
    ]) {
      expect(instagramUsernameSchema.parse(typed)).toBe('mia_1');
    }
  });

  it.each([
    '',
    '@',
    '@@mia',
    'mia ben',
    'mia/ben',
    'ä',
    'міа',
    'a'.repeat(31),
    'instagram.com',
    'www.instagram.com/',
    'https://www.instagram.com/p/Cxyz123/',
    'https://www.instagram.com/reel/Cxyz123/',
    'instagram.com/explore/tags/travel/',
    'instagram.com/accounts/login/',
    'instagram.com/stories/highlights/17912345/',
    'https://example.com/mia_1/',
    'https://instagram.com.evil.example/mia_1',
    'https://instagram.com@evil.example/mia_1',
    'https://evil.example/?u=instagram.com/mia_1',
    'https://notinstagram.com/mia_1',
    'ftp://instagram.com/mia_1',
    'javascript:mia_1',
  ])('is refused: %j', (typed) => expect(instagramUsernameSchema.safeParse(typed).success).toBe(false));

  it('stays what it is when it is normalised again', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9_.]{1,30}$/),
        fc.constantFrom('', '@', 'instagram.com/', 'https://www.instagram.com/_u/'),
        (name, before) => {
          const taken = instagramUsernameSchema.safeParse(`${before}${name}`);
          if (taken.success) expect(normaliseName(taken.data)).toBe(taken.data);
        },
      ),
    );
  });
});

describe('a code', () => {
  it.each<[string, string, string]>([
    ['in two groups', '123 456', '123456'],
    ['with a dash', '1234-5678', '12345678'],
    ['with the dash of a word processor', '123–456', '123456'],
    ['with a hyphen that does not break', '123\u2011456', '123456'],
    ['with a minus', '123−456', '123456'],
    ['with the dash of a Japanese keyboard', '１２３ー４５６', '123456'],
    ['with a blank that does not break', '123\u00a0456', '123456'],
    ['with a thin blank', '123\u2009456\u202f', '123456'],
    ['with a wide blank', '\u3000123\u3000456', '123456'],
    ['with an invisible blank', '\u200b123\u2060456\ufeff', '123456'],
    ['inside marks of direction', '\u202a123456\u202c\u200e', '123456'],
    ['over two lines', '123\r\n456', '123456'],
    ['in full width', '１２３４５６', '123456'],
    ['in Arabic', '١٢٣٤٥٦', '123456'],
    ['in Persian', '۱۲۳۴۵۶', '123456'],
    ['in Hindi', '१२३४५६', '123456'],
    ['in Bengali', '১২৩৪৫৬', '123456'],
    ['in Thai', '๑๒๓๔๕๖', '123456'],
    ['in Burmese', '၁၂၃၄၅၆', '123456'],
    ['in bold', '𝟏𝟐𝟑𝟒𝟓𝟔', '123456'],
    ['in two scripts', '12٣٤56', '123456'],
    ['with letters', '3-K7W2-Q9XF', '3k7w2q9xf'],
  ])('%s', (_, typed, code) => expect(normaliseCode(typed)).toBe(code));

  it('keeps what is no digit, so that it is refused', () => {
    for (const typed of ['12a456', '½23456', '一二三四五六', '12.456'])
      expect(normaliseCode(typed)).not.toMatch(/^\d{4,12}$/);
  });

  it('reads every digit that Unicode knows as what it is', () => {
    const digits: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const sign = String.fromCodePoint(code);
      if (/\p{Nd}/u.test(sign)) digits.push(sign);
    }
    expect(digits.length).toBeGreaterThan(600);
    expect(digits.map(normaliseCode)).toEqual(digits.map((_, index) => String(index % 10)));
  });

  it('is the same code in every script, with anything invisible in between', () => {
    const zeros = ['0', '٠', '۰', '०', '๐', '０', '𝟎', '߀', '၀'].map((zero) => zero.codePointAt(0) ?? 0);
    const sign = fc.record({
      value: fc.integer({ min: 0, max: 9 }),
      zero: fc.constantFrom(...zeros),
      behind: fc.constantFrom('', ' ', '-', '\u00a0', ...MARKS.map(([, mark]) => mark)),
    });
    fc.assert(
      fc.property(fc.array(sign, { minLength: 1, maxLength: 12 }), (signs) => {
        const typed = signs.map(({ value, zero, behind }) => String.fromCodePoint(zero + value) + behind).join('');
        expect(normaliseCode(typed)).toBe(signs.map(({ value }) => value).join(''));
      }),
    );
  });
});
