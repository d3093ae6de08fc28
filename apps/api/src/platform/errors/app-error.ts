import {
  errorEntry,
  errorMessage,
  type CatalogueEntry,
  type ErrorMessage,
  type ErrorSymbol,
  sayError,
  type Situation,
} from '@pacekeeper/contracts';

export interface FieldProblem {
  /** Where in the request, such as `filters.skip_private`; empty for the whole. */
  path: string;
  message: string;
}

export interface AppErrorExtras {
  details?: FieldProblem[];
  /** Seconds until it makes sense to ask again. */
  retryAfter?: number;
  cause?: unknown;
  /** Where it is met, for entries whose words depend on it. */
  situation?: Situation;
  /** The activity says it already: it is not counted as a refusal once more. */
  inActivity?: boolean;
}

/** An error with an entry in the catalogue: the only kind that is thrown on purpose. */
export class AppError extends Error {
  readonly entry: CatalogueEntry;
  /** What is stored of it: the symbol and the parameters of its message. */
  readonly words: ErrorMessage;

  constructor(
    readonly symbol: ErrorSymbol,
    params: Readonly<Record<string, unknown>> = {},
    readonly extras: AppErrorExtras = {},
  ) {
    super(
      errorMessage(symbol, params, extras.situation),
      extras.cause === undefined ? undefined : { cause: extras.cause },
    );
    this.name = 'AppError';
    this.entry = errorEntry(symbol, extras.situation);
    this.words = sayError(symbol, params);
  }
}

const FROM_HERE = 'Too many requests came from here in a short time.';

/** `what`: which limit it is, where that is not about all that an address or a user asks. */
export const tooManyRequests = (retryAfter: number, what: string = FROM_HERE): AppError =>
  new AppError('TOO_MANY_REQUESTS', { what }, { retryAfter });

/** For the end of a `switch` over a union: a new member does not compile until it is handled. */
export const assertNever = (value: never): never => {
  throw new AppError('INTERNAL', {}, { cause: new TypeError(`unhandled: ${JSON.stringify(value)}`) });
};
