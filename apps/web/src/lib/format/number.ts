const plain = new Intl.NumberFormat('en-GB');

/** "10,000". */
export const number = (value: number): string => plain.format(value);

/** "1 follow", "12 follows". */
export const counted = (value: number, words: { readonly one: string; readonly many: string }): string =>
  `${number(value)} ${value === 1 ? words.one : words.many}`;

/** A part of a whole in percent, 0 to 100; nothing of nothing is 0. */
export const percent = (part: number, whole: number): number =>
  whole <= 0 ? 0 : Math.min(100, Math.max(0, (part / whole) * 100));

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** "812 B", "9.4 MB": in steps of 1000. */
export const fileSize = (bytes: number): string => {
  const step = bytes < 1000 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 || value >= 100 ? number(Math.round(value)) : value.toFixed(1)} ${SIZES[step]}`;
};

/** "120 ms", "1.4 s". */
export const duration = (ms: number): string => (ms < 1000 ? `${number(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** "a plain account" as "A plain account". */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const SPOKEN: Readonly<Record<string, string>> = { dm: 'message', ig: 'Instagram' };

/** "bot_started" as "Bot started". */
export const sentenceCase = (name: string): string => {
  const words = name
    .split('_')
    .filter(Boolean)
    .map((word) => SPOKEN[word] ?? word)
    .join(' ');
  return capital(words);
};
