import { createHash, createSecretKey, hkdfSync, type KeyObject, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ErrorSymbol } from '@pacekeeper/contracts';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { Clock } from '../../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../../platform/config/config.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { ALGORITHM, ISSUER } from '../tokens.service.ts';
import { SpentTokensRepository } from './spent-tokens.repository.ts';

/** How long such a token holds, seconds. */
const SECONDS = 5 * 60;
/** How much longer the id of a spent one is kept: the clocks of this machine and of the database may differ. */
const KEPT_LONGER_SECONDS = 10 * 60;

const common = { jti: z.uuid(), exp: z.int() };

const CLAIMS = {
  /** The password was right; the second factor is still to come. */
  verification: z.object({
    ...common,
    typ: z.literal('verification'),
    sub: z.uuid(),
    /** When the password was set, milliseconds since 1970: a later change invalidates the token. */
    pwd: z.int(),
    /** The hash of a new password that takes effect once the second factor was shown; the token's holder chose it. */
    next: z.string().max(200).optional(),
  }),
  /** The challenge of a sign-in with a passkey; without `sub`, for any passkey holder. */
  passkey_login: z.object({
    ...common,
    typ: z.literal('passkey_login'),
    sub: z.uuid().optional(),
    challenge: z.string(),
  }),
  /** The challenge of a new passkey. */
  passkey_register: z.object({
    ...common,
    typ: z.literal('passkey_register'),
    sub: z.uuid(),
    challenge: z.string(),
  }),
};

type Purpose = keyof typeof CLAIMS;
export type Claims<P extends Purpose> = z.infer<(typeof CLAIMS)[P]>;
type Said<P extends Purpose> = Omit<Claims<P>, 'jti' | 'exp' | 'typ'>;

/** What the sender of an invalid one is told. An expired challenge does not mean that the sign-in expired. */
const REFUSAL = {
  verification: 'TOKEN_INVALID',
  passkey_login: 'SECOND_FACTOR_INVALID',
  passkey_register: 'SECOND_FACTOR_INVALID',
} as const satisfies Record<Purpose, ErrorSymbol>;

interface PurposeKey {
  /** Id of the configured secret it is derived from; written to the header of its tokens. */
  readonly id: string;
  readonly of: Readonly<Record<Purpose, KeyObject>>;
}

const audienceOf = (purpose: Purpose): string => `${ISSUER}-${purpose.replaceAll('_', '-')}`;

/** A key for each purpose, so that a token's signature is only valid for its own purpose. */
const purposeKey = (secret: Buffer): PurposeKey => {
  const derived = (purpose: Purpose) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', audienceOf(purpose), 32)));
  return {
    id: createHash('sha256').update(secret).digest('hex').slice(0, 8),
    of: {
      verification: derived('verification'),
      passkey_login: derived('passkey_login'),
      passkey_register: derived('passkey_register'),
    },
  };
};

/** Signed single-use tokens of five minutes, each for one purpose. The newest secret signs, every secret verifies. */
@Injectable()
export class PurposeTokens {
  private readonly newest: PurposeKey;
  private readonly keys: readonly PurposeKey[];

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly clock: Clock,
    private readonly spent: SpentTokensRepository,
  ) {
    const [newest, ...older] = config.jwtSecrets;
    this.newest = purposeKey(newest.open());
    this.keys = [this.newest, ...older.map((secret) => purposeKey(secret.open()))];
  }

  make<P extends Purpose>(purpose: P, said: Said<P>): { token: string; expiresAt: Date } {
    const issued = this.seconds();
    const claims = { ...said, typ: purpose, jti: randomUUID(), iat: issued, exp: issued + SECONDS };
    const token = jwt.sign(claims, this.newest.of[purpose], {
      algorithm: ALGORITHM,
      issuer: ISSUER,
      audience: audienceOf(purpose),
      keyid: this.newest.id,
    });
    return { token, expiresAt: new Date(claims.exp * 1000) };
  }

  /**
   * Returns the payload of a valid token of ours for this purpose.
   * @throws AppError TOKEN_INVALID for anything else, or SECOND_FACTOR_INVALID where a challenge was wanted
   */
  read<P extends Purpose>(purpose: P, token: string): Claims<P> {
    try {
      const payload = jwt.verify(token, this.keyOf(token, purpose), {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: audienceOf(purpose),
        clockTimestamp: this.seconds(),
      });
      return CLAIMS[purpose].parse(payload) as Claims<P>;
    } catch (error) {
      // The reason for the refusal is not revealed.
      throw new AppError(REFUSAL[purpose], {}, { cause: error });
    }
  }

  /** Invalidates it with the commit of `tx`. @throws AppError as `read`, if it was already used */
  async spend(tx: Tx, { jti, exp, typ }: Claims<Purpose>): Promise<void> {
    const keepUntil = new Date((exp + KEPT_LONGER_SECONDS) * 1000);
    if (!(await this.spent.spend(tx, jti, keepUntil))) throw new AppError(REFUSAL[typ]);
  }

  /** @throws AppError as `read`, if it was already used */
  async assertUnspent(tx: Tx, { jti, typ }: Claims<Purpose>): Promise<void> {
    if (await this.spent.isSpent(tx, jti)) throw new AppError(REFUSAL[typ]);
  }

  /** Selected by the header's key id, which is not verified yet; the header's other key fields are not read. */
  private keyOf(token: string, purpose: Purpose): KeyObject {
    const id = jwt.decode(token, { complete: true })?.header.kid;
    return (this.keys.find((key) => key.id === id) ?? this.newest).of[purpose];
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}
