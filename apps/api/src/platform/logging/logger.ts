import { pino, type DestinationStream, type LogFn, type Logger as PinoLogger } from 'pino';
import { logLevel } from '../config/log-level.ts';
import { pretty } from './pretty.ts';
import { correlationId } from './context.ts';
import { kindOf, LineLimiter } from './line-limiter.ts';
import { boundOutages } from './outage.ts';

export type Logger = PinoLogger;

/** Keys whose values are never written, at any depth. */
const SECRET_KEYS = [
  'password',
  'current_password',
  'new_password',
  'one_time_password',
  'token',
  'refresh_token',
  'authorization',
  'cookie',
  'set-cookie',
  'code',
  'enc_password',
  'session',
  'proxy_url',
];

/** Only what these fields say leaves an error: libraries hang requests, cookies and passwords on theirs. */
const serializeError = (error: unknown): Record<string, unknown> => {
  if (!(error instanceof Error)) return { message: typeof error };
  const { name, message, stack, cause } = error;
  const code = (error as NodeJS.ErrnoException).code;
  return {
    name,
    message: message.slice(0, 500),
    // Not as `code`, which is the name of what people type to prove themselves.
    ...(typeof code === 'string' ? { reason: code } : {}),
    stack: stack
      ?.split('\n')
      .slice(1, 12)
      .map((line) => line.trim()),
    ...(cause instanceof Error ? { cause: serializeError(cause) } : {}),
  };
};

/** In a line of JSON: escaped control characters, other escapes (kept), and what JSON leaves as it is. */
const CONTROLS = /\\(?:u00(?:[01][0-9a-f]|7f)|[bfnrt])|(\\.)|[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/giu;

/**
 * Lines may contain foreign text: what moves the cursor of a terminal, ends a line or turns the direction of text
 * becomes a blank, in the readable lines too.
 */
const harmless = (line: string): string => line.replaceAll(CONTROLS, (_, kept?: string) => kept ?? ' ');

/**
 * One JSON line an event; readable lines on a terminal. Line breaks in values stay inside the line. Repeated lines are
 * limited to a number a minute, followed by how many were left out.
 */
export const createLogger = (
  service: string,
  destination?: DestinationStream,
  now: () => number = () => performance.now(),
): Logger => {
  const limiter = new LineLimiter(now);
  const outages = boundOutages(now);
  return pino(
    {
      level: logLevel(),
      base: { service, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      errorKey: 'error',
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: serializeError, err: serializeError },
      redact: {
        paths: SECRET_KEYS.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`]),
        censor: '[secret]',
      },
      hooks: {
        streamWrite: harmless,
        logMethod(args, write, level) {
          const bounded: LogFn = (...said: unknown[]) => {
            for (const leftOut of limiter.settle()) write.apply(this, [leftOut, 'lines like others were left out']);
            const kind = kindOf(level, said[0], said[1]);
            if (kind === null || limiter.admits(kind)) write.apply(this, said as Parameters<LogFn>);
          };
          outages.call(this, args, bounded);
        },
      },
      mixin: () => {
        const id = correlationId();
        return id ? { correlation_id: id } : {};
      },
    },
    destination ?? (process.stdout.isTTY ? pretty() : pino.destination({ fd: 1, sync: true })),
  );
};
