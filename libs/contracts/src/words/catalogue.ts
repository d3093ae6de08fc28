import type { ErrorSymbol } from '../catalogue/index.ts';
import type { Formats } from './formats.ts';
import type { ErrorMessage, OwnSymbol, ParamsOf } from './messages.ts';

/** What a catalogue's entry may use beside its parameters. */
export interface Words extends Pick<Formats, 'number' | 'counted' | 'list' | 'time'> {
  /** The message of an error, in the same language. */
  error(error: ErrorMessage): string;
}

/** The words of one language: an entry for each message, typed by its parameters. */
export interface Catalogue {
  readonly messages: {
    readonly [S in OwnSymbol]: string | ((params: ParamsOf<S>, words: Words) => string);
  };
  /** The message of an error, with `{gaps}` for its parameters. */
  readonly error: (symbol: ErrorSymbol) => string;
  /** Shown for messages that a newer version wrote. */
  readonly unknown: (symbol: string) => string;
  /** What a job is called: "20 follows from #travel". */
  readonly jobTitle: (job: JobWords, words: Words) => string;
}

/** What the title of a job names; `of` is what its source is about, such as a hashtag. */
export interface JobWords {
  readonly action: string;
  readonly amount: number;
  readonly source: string;
  readonly of?: string | undefined;
}
