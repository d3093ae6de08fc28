export type CodeKind = 'totp' | 'recovery_code';

/** What a typed code is: blanks and dashes do not count, capitals are as good as small letters; null: neither. */
export const kindOfCode = (typed: string): CodeKind | null => {
  const code = typed.replaceAll(/[\s-]/g, '').toLowerCase();
  if (/^\d{6}$/.test(code)) return 'totp';
  return /^\d[a-z0-9]{10}$/.test(code) ? 'recovery_code' : null;
};

/** A long code in groups of four, so that it can be typed off a screen. */
export const inGroups = (code: string): string => code.match(/.{1,4}/g)?.join(' ') ?? '';

/** Recovery codes as a file or a note holds them: whose they are, and one a line. */
export const codesAsText = (username: string, codes: readonly string[]): string =>
  [`Pacekeeper recovery codes for ${username}. Each works once.`, '', ...codes, ''].join('\n');
