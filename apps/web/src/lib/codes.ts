import { normaliseCode } from '@pacekeeper/contracts';

export type CodeKind = 'totp' | 'recovery_code';

/** What a typed code is, read as the contract reads it; null: neither. */
export const kindOfCode = (typed: string): CodeKind | null => {
  const code = normaliseCode(typed);
  if (/^\d{6}$/.test(code)) return 'totp';
  return /^\d(?:[a-z0-9]{10}|[a-z0-9]{28})$/.test(code) ? 'recovery_code' : null;
};

/** A long code in groups of four, so that it can be typed off a screen. */
export const inGroups = (code: string): string => code.match(/.{1,4}/g)?.join(' ') ?? '';

/** Recovery codes as a file or a note holds them: whose they are, and one a line. */
export const codesAsText = (username: string, codes: readonly string[]): string =>
  [`Pacekeeper recovery codes for ${username}. Each works once.`, '', ...codes, ''].join('\n');
