import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line and every row written on behalf of a request or a turn carries. */
export interface LogContext {
  readonly correlationId: string;
  /** Where a request came from; undefined in turns and at boot. */
  readonly address?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

export const withLogContext = <T>(context: LogContext, work: () => T): T => storage.run(context, work);

/** The correlation id of the request or turn under way; undefined outside of one. */
export const correlationId = (): string | undefined => storage.getStore()?.correlationId;

/** The address that the request under way came from; undefined outside of one. */
export const requestAddress = (): string | undefined => storage.getStore()?.address;
