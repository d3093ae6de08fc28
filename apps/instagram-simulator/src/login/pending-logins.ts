import type { Secrets } from '../support/secrets.ts';

/** A login that waits for its second factor. */
export interface PendingLogin {
  readonly identifier: string;
  readonly pk: string;
  /** The second step must come from the same device. */
  readonly device: string;
  readonly expiresAt: number;
}

export interface PendingLogins {
  open(pk: string, device: string): PendingLogin;
  /** Null if unknown, used or expired. */
  find(identifier: string): PendingLogin | null;
  close(identifier: string): void;
  /** Those that still wait. */
  all(): PendingLogin[];
  dump(): PendingLogin[];
}

const LIFETIME_MS = 10 * 60_000;
const KEPT = 10_000;

export const createPendingLogins = (
  now: () => number,
  secrets: Secrets,
  saved: readonly PendingLogin[] = [],
): PendingLogins => {
  const byIdentifier = new Map(saved.map((one) => [one.identifier, one]));
  const live = () => [...byIdentifier.values()].filter((one) => one.expiresAt > now());
  return {
    open: (pk, device) => {
      const one = { identifier: secrets.token(18), pk, device, expiresAt: now() + LIFETIME_MS };
      byIdentifier.set(one.identifier, one);
      if (byIdentifier.size > KEPT) {
        const oldest = byIdentifier.keys().next().value;
        if (oldest !== undefined) byIdentifier.delete(oldest);
      }
      return one;
    },
    find: (identifier) => {
      const one = byIdentifier.get(identifier);
      return one && one.expiresAt > now() ? one : null;
    },
    close: (identifier) => {
      byIdentifier.delete(identifier);
    },
    all: live,
    dump: live,
  };
};
