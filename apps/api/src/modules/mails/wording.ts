/** The longest line, characters; links go beyond it. */
export const LINE = 72;

const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** A value as part of a sentence: one line, of bounded length, without signs that would turn the text around. */
export const plain = (value: string, most: number): string =>
  [...value.replaceAll(CONTROLS, ' ').trim()].slice(0, most).join('');

/** A moment in the words and the zone of the reader. */
export const moment = (at: Date, timeZone: string): string => {
  const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
  return `${words} (${timeZone})`;
};

const isLink = (word: string): boolean => /^https?:\/\//.test(word);

/** A paragraph in lines; a link has one to itself. */
export const wrapped = (paragraph: string): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (!isLink(word) && longer.length <= LINE) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = isLink(word) ? '' : word;
    if (isLink(word)) lines.push(word);
  }
  return [...lines, ...(line === '' ? [] : [line])].join('\n');
};
