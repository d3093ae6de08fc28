const plain = new Intl.NumberFormat('en-GB');

/** "10,000". */
export const number = (value: number): string => plain.format(value);

/** "1 follow", "12 follows". */
export const counted = (value: number, words: { readonly one: string; readonly many: string }): string =>
  `${number(value)} ${value === 1 ? words.one : words.many}`;

/** A part of a whole in percent, 0 to 100; nothing of nothing is 0. */
export const percent = (part: number, whole: number): number =>
  whole <= 0 ? 0 : Math.min(100, Math.max(0, (part / whole) * 100));

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
