import type { AppVersion } from '../app-versions.ts';

/** What a file has of a session, each value checked; undefined: the file does not have it. */
export interface SessionParts {
  /** Fields of the client library's state. */
  readonly client: Readonly<Record<string, unknown>>;
  readonly app: AppVersion;
  readonly userId: string | null;
}
