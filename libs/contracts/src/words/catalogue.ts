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
}
