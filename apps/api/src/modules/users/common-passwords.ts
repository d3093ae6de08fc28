import { dictionary } from '@zxcvbn-ts/language-common';

/** Some 49,000 of the most frequent passwords in lists that leaked, as zxcvbn-ts keeps them; lower case. */
const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common']);

const DECORATION = /^[\d\W_]+|[\d\W_]+$/g;
const REPEATED = /^(.+?)\1+$/;

/** Whether a password (in lower case) is a common one, also written several times over or with digits and signs around. */
export const isCommonPassword = (plain: string): boolean => {
  const bare = plain.replaceAll(DECORATION, '');
  return [plain, bare, REPEATED.exec(plain)?.[1], REPEATED.exec(bare)?.[1]].some(
    (one) => one !== undefined && one !== '' && COMMON.has(one),
  );
};
