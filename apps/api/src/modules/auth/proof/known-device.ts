import type {} from '@fastify/cookie';
import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import { sameBytes } from '../../../platform/crypto/tokens.ts';

const COOKIE = '__Host-pacekeeper-device';
const ATTRIBUTES = { httpOnly: true, secure: true, sameSite: 'strict', path: '/', maxAge: 365 * 24 * 60 * 60 } as const;

/** Maximum number of people a browser remembers; the one who signed in longest ago is dropped first. */
const MOST_PEOPLE = 3;
const BETWEEN = '~';
const ENTRY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[\w-]{22}\.[\w-]{43}$/;

/** The contents of this browser's cookie, newest first; not verified yet. */
export const readKnownDevices = (request: FastifyRequest): readonly string[] =>
  (request.cookies[COOKIE] ?? '').split(BETWEEN, MOST_PEOPLE).filter((entry) => ENTRY.test(entry));

export const setKnownDevices = (reply: FastifyReply, entries: readonly string[]): void => {
  void reply.setCookie(COOKIE, entries.join(BETWEEN), ATTRIBUTES);
};

/**
 * Browsers on which a user has signed in before, so that strangers' guesses do not lock that user out. The browser keeps
 * `user.nonce.tag`; nothing is stored here. The tag covers the password's hash too: when the password changes, every
 * known browser, the owner's or not, becomes unknown again.
 */
@Injectable()
export class KnownDevices {
  /** Newest first: the first key makes tags, all keys check them. */
  private readonly keys: readonly [Buffer, ...Buffer[]];

  constructor(@Inject(CONFIG) { jwtSecrets: [newest, ...older] }: Pick<Config, 'jwtSecrets'>) {
    const keyOf = (secret: typeof newest) => createHmac('sha256', secret.open()).update('known device').digest();
    this.keys = [keyOf(newest), ...older.map(keyOf)];
  }

  /** The name of this device, where this user has signed in on it with this password; null on any other. */
  find(entries: readonly string[], userId: string, passwordHash: string): string | null {
    const entry = entries.find((one) => one.startsWith(`${userId}.`));
    const [, nonce = '', tag = ''] = entry?.split('.') ?? [];
    const shown = Buffer.from(tag, 'base64url');
    const ours = this.keys.some((key) => sameBytes(shown, this.tag(key, userId, nonce, passwordHash)));
    return ours ? `${userId}.${nonce}` : null;
  }

  /** The entries of the cookie with this user in front. */
  remember(entries: readonly string[], userId: string, passwordHash: string): readonly string[] {
    const nonce = randomBytes(16).toString('base64url');
    const tag = this.tag(this.keys[0], userId, nonce, passwordHash).toString('base64url');
    const others = entries.filter((one) => !one.startsWith(`${userId}.`));
    return [`${userId}.${nonce}.${tag}`, ...others].slice(0, MOST_PEOPLE);
  }

  private tag(key: Buffer, userId: string, nonce: string, passwordHash: string): Buffer {
    return createHmac('sha256', key).update([userId, nonce, passwordHash].join('\n')).digest();
  }
}
