/**
 * What people type or paste, in the form in which it is checked and stored. The API and the screens read these, so that
 * both take the same. Nothing here refuses: the schemas do.
 */

/** Invisible: format characters, joiners, variation selectors, fillers, and the blank pattern of braille. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu;
const BLANKS_AROUND = /^[\s\p{Z}]+|[\s\p{Z}]+$/gu;

export const trimmed = (text: string): string => text.replaceAll(BLANKS_AROUND, '');

/** Joiners mean something inside words of these scripts' neighbours; between two letters of these they are leftovers. */
const UNJOINED =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Hebrew}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const WORD = /[\p{L}\p{M}]/u;
const EMOJI_END = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u;
const PICTURE = /\p{Extended_Pictographic}/u;

/** A flag of a region, such as Scotland's, is spelled in invisible letters behind a black flag. */
const FLAG = /(\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f})/u;

const belongs = (mark: string, before: string, after: string): boolean => {
  if (mark === '\ufe0f') return PICTURE.test(before) || (/\d/.test(before) && after === '\u20e3');
  if (mark === '\u200d' && EMOJI_END.test(before) && PICTURE.test(after)) return true;
  if (mark !== '\u200c' && mark !== '\u200d') return false;
  return WORD.test(before) && WORD.test(after) && !(UNJOINED.test(before) && UNJOINED.test(after));
};

/** Without invisible marks, except where a word or an emoji would be another one without them. */
const withoutLeftovers = (text: string): string => {
  const signs = [...text];
  const isMark = (sign: string): boolean => sign.search(INVISIBLE) === 0;
  const isBelonging = (sign: string): boolean => sign === '\u200c' || sign === '\u200d' || sign === '\ufe0f';
  // What could belong is judged among what is seen.
  const left = signs.filter((sign) => !isMark(sign) || isBelonging(sign));
  const kept: string[] = [];
  for (const [index, sign] of left.entries()) {
    if (!isMark(sign) || belongs(sign, kept.at(-1) ?? '', left[index + 1] ?? '')) kept.push(sign);
  }
  return kept.join('');
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const INSTAGRAM_HOST = /^(?:(?:www|m)\.)?(?:instagram\.com|instagr\.am)$/;

/** The parts of the path and the query of an address at Instagram; null for any other text. */
export const addressAtInstagram = (text: string): { parts: string[]; query: URLSearchParams } | null => {
  const bare = text.replace(/^[<("'[]+/, '').replace(/[>)"'\],;!]+$/, '');
  const whole = /^[a-z]+:\/\//i.test(bare) ? bare : `https://${bare.replace(/^\/\//, '')}`;
  if (!/^https?:\/\/[a-z.]+(?::\d+)?(?:[/?#]|$)/i.test(whole) || !URL.canParse(whole)) return null;
  const { hostname, pathname, searchParams } = new URL(whole);
  if (!INSTAGRAM_HOST.test(hostname)) return null;
  return { parts: pathname.split('/').filter(Boolean).map(decoded), query: searchParams };
};

const HASH = /^[#\uff03\ufe5f]/;

/** A hashtag without its `#`, invisible marks and the case of its letters; of the address of its page, the tag in it. */
export const normaliseTag = (typed: string): string => {
  const { parts } = addressAtInstagram(trimmed(typed)) ?? { parts: [] };
  const [explore, tags, inAddress] = parts;
  const text = explore === 'explore' && tags === 'tags' && inAddress ? inAddress : typed;
  const clean = text
    .split(FLAG)
    .map((part) => (FLAG.test(part) ? part : withoutLeftovers(part)))
    .join('');
  return trimmed(trimmed(clean).replace(HASH, '')).normalize('NFC').toLowerCase().normalize('NFC');
};

/** First parts of addresses at Instagram that are pages of its own. */
const PAGES = new Set(
  'p reel reels tv stories explore accounts direct about developer legal web challenge emails session graphql api'.split(
    ' ',
  ),
);
/** In front of a name in an address: `_u/name` and `_n/name` open the app, `stories/name/1` shows the stories. */
const BEFORE_NAME = new Set(['_u', '_n', 'stories']);

const nameInAddress = (text: string): string | null => {
  const app = /^instagram:\/\/user\/?\?username=([^&#]+)/i.exec(text)?.[1];
  if (app) return decoded(app);
  const { parts = [] } = addressAtInstagram(text) ?? {};
  const name = (BEFORE_NAME.has(parts[0] ?? '') ? parts[1] : parts[0])?.replace(/^@/, '');
  // Of a page of Instagram's own nothing is left that could be a name.
  if (name === undefined) return addressAtInstagram(text) ? '' : null;
  return PAGES.has(name.toLowerCase()) || name === 'highlights' ? '' : name;
};

/** The title of a profile's page: `Mia (@mia) • Instagram photos and videos`. */
const nameInTitle = (text: string): string | null => /\(@([^\s()]+)\)/.exec(text)?.[1] ?? null;

/** An Instagram name without its `@`, in small ASCII letters; of an address or a title of a profile, the name in it. */
export const normaliseName = (typed: string): string => {
  const text = trimmed(typed.normalize('NFKC').replaceAll(INVISIBLE, ''));
  const name = nameInAddress(text) ?? nameInTitle(text) ?? text;
  return trimmed(name.replace(/^@/, '')).toLowerCase();
};

const DIGIT = /^\p{Nd}$/u;

/** A script's digits are in runs of ten, from zero to nine. */
const digitValue = (sign: string): string => {
  const code = sign.codePointAt(0) ?? 0;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
};

/** Between the groups of a code: blanks, dashes, the minus, and the long vowel that Japanese keyboards write as one. */
const BETWEEN_GROUPS = /[\s\p{Z}\p{Pd}\u2043\u2212\u30fc]/gu;

/** A code without blanks, dashes and invisible marks, in ASCII digits and small letters. */
export const normaliseCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replaceAll(INVISIBLE, '')
    .replaceAll(BETWEEN_GROUPS, '')
    .replaceAll(/\p{Nd}/gu, digitValue)
    .toLowerCase();
