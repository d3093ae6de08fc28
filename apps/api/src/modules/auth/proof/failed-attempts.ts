import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.ts';
import { AppError } from '../../../platform/errors/app-error.ts';

/** How long failures count, milliseconds. */
const WINDOW_MS = 15 * 60_000;
/** Failures for one name from one address, and for all names from one address. */
const MOST_FOR_NAME = 10;
const MOST_FOR_ADDRESS = 100;
/** Addresses that are remembered at the most; the oldest go first. */
const MOST_REMEMBERED = 50_000;

interface Failures {
  count: number;
  readonly until: number;
}

/** An IPv6 customer has a whole /64: it counts as one address. */
export const addressGroup = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const whole = plain.includes('::')
    ? [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
    : left;
  return whole
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':');
};

/**
 * Wrong passwords, counted by name and address together, so that a stranger cannot lock the owner out from elsewhere,
 * and by address over all names. Kept in this process.
 */
@Injectable()
export class FailedAttempts {
  private readonly failures = new Map<string, Failures>();

  constructor(private readonly clock: Clock) {}

  /** @throws AppError TOO_MANY_REQUESTS before the password is even looked at */
  assertFew(address: string, name: string): void {
    for (const [key, most] of this.keys(address, name)) {
      const found = this.current(key);
      if (found && found.count >= most) {
        throw new AppError('TOO_MANY_REQUESTS', {}, { retryAfter: (found.until - this.clock.monotonic()) / 1000 });
      }
    }
  }

  count(address: string, name: string): void {
    for (const [key] of this.keys(address, name)) {
      const found = this.current(key);
      if (found) found.count += 1;
      else this.failures.set(key, { count: 1, until: this.clock.monotonic() + WINDOW_MS });
    }
    for (const key of this.failures.keys()) {
      if (this.failures.size <= MOST_REMEMBERED) break;
      this.failures.delete(key);
    }
  }

  /** It was right after all: nothing of this name counts any more, and one less of the address. */
  forget(address: string, name: string): void {
    const [[ofName], [ofAddress]] = this.keys(address, name);
    this.failures.delete(ofName);
    const found = this.failures.get(ofAddress);
    if (found) found.count -= 1;
  }

  private keys(address: string, name: string): [[string, number], [string, number]] {
    const group = addressGroup(address);
    return [
      [`${group} ${name}`, MOST_FOR_NAME],
      [group, MOST_FOR_ADDRESS],
    ];
  }

  private current(key: string): Failures | undefined {
    const found = this.failures.get(key);
    if (found && found.until <= this.clock.monotonic()) {
      this.failures.delete(key);
      return undefined;
    }
    return found;
  }
}
