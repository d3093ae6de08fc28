import type { Catalogue, JobWords, Words } from './catalogue.ts';
import { en } from './en.ts';
import { Formats } from './formats.ts';
import type { Language } from './languages.ts';
import { type ErrorMessage, isErrorSymbol, type Message, type MessageSymbol, readMessage } from './messages.ts';

const CATALOGUES: Readonly<Partial<Record<Language, Catalogue>> & { en: Catalogue }> = { en };

export interface RenderOptions {
  readonly language?: Language | undefined;
  /** The reader's IANA zone; an unknown one is UTC. */
  readonly timeZone?: string | undefined;
}

const formats = new Map<string, Formats>();

const formatsOf = (language: Language, timeZone: string): Formats => {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  try {
    const made = new Formats(language, timeZone);
    formats.set(key, made);
    return made;
  } catch {
    return formatsOf(language, 'UTC');
  }
};

const fill = (template: string, params: Readonly<Record<string, unknown>>): string =>
  template
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
    .replaceAll(/\s+/g, ' ')
    .trim();

/** A stored message in the reader's language. Never throws: what this version does not know is named by its symbol. */
export const render = (
  { symbol, params }: { readonly symbol: string; readonly params?: unknown },
  { language = 'en', timeZone = 'UTC' }: RenderOptions = {},
): string => {
  // Words and plural forms belong together: without a catalogue, both are English.
  const spoken = CATALOGUES[language] ? language : 'en';
  const catalogue = CATALOGUES[language] ?? en;
  const message = readMessage(symbol, params);
  if (!message) return catalogue.unknown(symbol);
  const words = wordsIn(catalogue, formatsOf(spoken, timeZone));
  if (isErrorSymbol(message.symbol)) return words.error(message as ErrorMessage);
  const entry = catalogue.messages[message.symbol] as string | ((params: unknown, words: Words) => string);
  return typeof entry === 'string' ? entry : entry(message.params, words);
};

const wordsIn = (catalogue: Catalogue, format: Formats): Words => ({
  number: (value) => format.number(value),
  counted: (value, forms) => format.counted(value, forms),
  list: (items) => format.list(items),
  time: (iso) => format.time(iso),
  error: ({ symbol, params }) => fill(catalogue.error(symbol), params),
});

/** What a job is called in the reader's language. */
export const renderJobTitle = (job: JobWords, language: Language = 'en'): string => {
  const catalogue = CATALOGUES[language] ?? en;
  return catalogue.jobTitle(job, wordsIn(catalogue, formatsOf(CATALOGUES[language] ? language : 'en', 'UTC')));
};

/** The declared parameters of a stored message; null where this version does not know it. */
export const paramsOf = (
  symbol: string,
  params: unknown,
): { symbol: MessageSymbol; params: Message['params'] } | null => readMessage(symbol, params);
