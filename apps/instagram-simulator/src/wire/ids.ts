export const ID_MODES = ['number', 'string', 'mixed'] as const;
export type IdMode = (typeof ID_MODES)[number];

interface RawJson {
  rawJSON(text: string): object;
}

/** A JSON number with all its digits; JavaScript's own numbers would round it. */
const rawNumber = (digits: string): object => (JSON as unknown as RawJson).rawJSON(digits);

/** Writes an id into an answer. */
export type IdWriter = (id: string) => unknown;

const number: IdWriter = (id) => (id.length < 16 ? Number(id) : rawNumber(id));
const string: IdWriter = (id) => id;
/** The last digit decides, so that one id always looks the same. */
const mixed: IdWriter = (id) => (id.charCodeAt(id.length - 1) % 2 === 0 ? id : number(id));

export const idWriter = (mode: IdMode): IdWriter => ({ number, string, mixed })[mode];
