import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret } from './secret.ts';

/** A 256-bit key with the id that is stored beside what it sealed. */
export interface SealingKey {
  readonly id: string;
  readonly key: Secret<Buffer>;
}

/** nonce (12 bytes) | tag (16 bytes) | ciphertext. */
export interface Sealed {
  readonly keyId: string;
  readonly data: Buffer;
}

export class UnsealError extends Error {
  override readonly name = 'UnsealError';
}

/** The value may be intact, but its key is not here, so that cannot be checked. */
export class SealingKeyMissing extends UnsealError {
  constructor(keyId: string) {
    super(`the key ${keyId} is not configured`);
  }
}

/** The keys of a box, the newest first. */
export type SealingKeys = readonly [SealingKey, ...SealingKey[]];

const NONCE = 12;
const TAG = 16;
const VERSION = 'pacekeeper/1';

/** What binds a sealed value to its place: another row, another user or another purpose does not open it. */
export interface SealContext {
  readonly purpose: 'session' | 'connect' | 'totp' | 'proxy' | 'notification';
  readonly userId: string;
  readonly rowId: string;
}

const additionalData = ({ purpose, userId, rowId }: SealContext) =>
  Buffer.from([VERSION, purpose, userId, rowId].join('\n'));

/** AES-256-GCM with a random nonce for each write; the newest key seals, every key opens. */
export class SealingBox {
  readonly #reload: (() => SealingKeys | null) | null;
  #keys!: Map<string, Secret<Buffer>>;
  #newest!: SealingKey;

  /** `reload` gives the keys as they are now, or null where they cannot be read: asked when a key is not known. */
  constructor(keys: SealingKeys, reload: (() => SealingKeys | null) | null = null) {
    this.#reload = reload;
    this.use(keys);
  }

  /** Replaces the keys from now on. */
  use(keys: SealingKeys): void {
    this.#newest = keys[0];
    this.#keys = new Map(keys.map(({ id, key }) => [id, key]));
  }

  get newestKeyId(): string {
    return this.#newest.id;
  }

  seal(plain: string, context: SealContext): Sealed {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.#newest.key.open(), nonce);
    cipher.setAAD(additionalData(context));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return { keyId: this.#newest.id, data: Buffer.concat([nonce, cipher.getAuthTag(), body]) };
  }

  /** @throws SealingKeyMissing for an unknown key; UnsealError for a changed byte, or a value from another place. */
  open(sealed: Sealed, context: SealContext): Secret<string> {
    const key = this.#keys.get(sealed.keyId) ?? this.#lookAgain(sealed.keyId);
    if (!key) throw new SealingKeyMissing(sealed.keyId);
    if (sealed.data.length < NONCE + TAG) throw new UnsealError('the value is cut short');
    const decipher = createDecipheriv('aes-256-gcm', key.open(), sealed.data.subarray(0, NONCE));
    decipher.setAAD(additionalData(context));
    decipher.setAuthTag(sealed.data.subarray(NONCE, NONCE + TAG));
    try {
      const body = Buffer.concat([decipher.update(sealed.data.subarray(NONCE + TAG)), decipher.final()]);
      return new Secret(body.toString('utf8'));
    } catch {
      throw new UnsealError('the value was changed or belongs elsewhere');
    }
  }

  /** A key may have been added while this process runs. */
  #lookAgain(keyId: string): Secret<Buffer> | undefined {
    const keys = this.#reload?.();
    if (keys) this.use(keys);
    return this.#keys.get(keyId);
  }
}
