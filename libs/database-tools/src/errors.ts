/** Why the embedded server could not be started. */
export type EmbeddedPostgresErrorCode =
  'DATA_DIR_UNWRITABLE' | 'PLATFORM_UNSUPPORTED' | 'PORT_TAKEN' | 'ALREADY_RUNNING' | 'START_FAILED';

/** `message` is one clear line for a terminal; `serverLog` holds the last lines that the server wrote, oldest first. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;
  readonly serverLog: readonly string[];

  constructor(
    code: EmbeddedPostgresErrorCode,
    message: string,
    details: { serverLog?: readonly string[]; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'EmbeddedPostgresError';
    this.code = code;
    this.serverLog = details.serverLog ?? [];
  }
}

/** What went wrong with roles, migrations, grants or the boot lock of a database that does run. */
export type DatabaseToolsErrorCode =
  | 'DATABASE_NEWER'
  | 'MIGRATION_INVALID'
  | 'MIGRATION_ORDER'
  | 'MIGRATION_FAILED'
  | 'LOCK_TIMEOUT'
  | 'BOOT_LOCK_LOST'
  | 'PASSWORD_INVALID'
  | 'GRANT_TARGET_MISSING'
  | 'TEMPLATE_MISSING';

/** `message` is one clear line for a terminal; `cause` is the error of pg, where there was one. */
export class DatabaseToolsError extends Error {
  readonly code: DatabaseToolsErrorCode;

  constructor(code: DatabaseToolsErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseToolsError';
    this.code = code;
  }
}

// By shape, not by class: an error may come from another realm (a test runner's, a worker's) with an Error of its own.
const field = (error: unknown, name: 'code' | 'message'): string | undefined => {
  const found: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof found === 'string' ? found : undefined;
};

/** The `code` of an error of node (`EACCES`), of pg (an SQLSTATE) or of ours; undefined where it has none. */
export const codeOf = (error: unknown): string | undefined => field(error, 'code');

export const messageOf = (error: unknown): string => field(error, 'message') ?? String(error);
