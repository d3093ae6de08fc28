/** The part of the product that an error belongs to; part of its code. */
export const ERROR_MODULES = ['AUTH', 'USER', 'QUOTA', 'IG', 'BOT', 'SYS'] as const;
export type ErrorModule = (typeof ERROR_MODULES)[number];

/** I: worth knowing, W: something to do, E: an action or a connection failed, C: Pacekeeper itself is in trouble. */
export const SEVERITIES = ['I', 'W', 'E', 'C'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Where the cause lies: with the person, with Instagram, with the account that was acted on, or with Pacekeeper. */
export const SIDES = ['you', 'instagram', 'target', 'us'] as const;
export type Side = (typeof SIDES)[number];

/** Where an error is met: while an account is being connected, with a password or a session file, or while its bot runs. */
export const SITUATIONS = ['connecting', 'session_file', 'running'] as const;
export type Situation = (typeof SITUATIONS)[number];

/** What an entry says differently in a situation; omitted fields stay. */
export interface SituationWords {
  readonly message?: string;
  readonly cause?: string;
  readonly steps: readonly string[];
}

/**
 * What the catalogue says of one error. `code` is a literal, because clients and the browser build on it; its four
 * hex digits are the first of SHA-1 over `MODULE-SEVERITY-SYMBOL`, which a test recomputes.
 */
export interface CatalogueEntry {
  readonly code: `E-${ErrorModule}-${Severity}-${string}`;
  readonly module: ErrorModule;
  readonly severity: Severity;
  /** HTTP status at our API where a request is answered with this error. */
  readonly status: number;
  readonly title: string;
  /** One plain sentence for the person; `{name}` is a parameter of the error. */
  readonly message: string;
  /** What lies behind it, in plain words. */
  readonly cause: string;
  readonly side: Side;
  /** What to do, in order. */
  readonly steps: readonly string[];
  /** True if waiting is enough. */
  readonly clears_by_itself: boolean;
  /** Where the way out depends on the situation. */
  readonly situations?: Partial<Record<Situation, SituationWords>>;
}

export const catalogue = <const T extends Record<string, CatalogueEntry>>(entries: T): T => entries;
