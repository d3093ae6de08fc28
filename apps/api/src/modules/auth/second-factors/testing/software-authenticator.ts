import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>;

/** Major type and length, as CBOR (RFC 8949) writes them. */
const head = (major: number, length: number): Buffer => {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
};

const cbor = (value: Cbor): Buffer => {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const pairs = [...value].flatMap(([key, one]) => [cbor(key), cbor(one)]);
  return Buffer.concat([head(5, value.size), ...pairs]);
};

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

const PRESENT = 0x01;
const VERIFIED = 0x04;
const KEY_FOLLOWS = 0x40;

/** What a test may change about what the authenticator says. */
export interface Oddities {
  readonly origin?: string;
  readonly rpId?: string;
  /** The person was there, but showed neither finger nor PIN. */
  readonly unverified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
  /** In the place of the attestation `none`. */
  readonly attestation?: { readonly format: string; readonly statement: ReadonlyMap<string, Cbor> };
}

export interface Options {
  readonly challenge: string;
  readonly user?: { readonly id: string };
}

/** A passkey in memory: an ES256 key that answers WebAuthn's options as a browser would. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32).toString('base64url');
  private readonly keys: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });
  private counter = 0;
  private userHandle = '';

  constructor(
    private readonly origin = 'http://localhost:3000',
    private readonly rpId = 'localhost',
  ) {}

  /** As `navigator.credentials.create` answers. */
  create(options: Options, odd: Oddities = {}) {
    this.userHandle = options.user?.id ?? '';
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.from([id.length >> 8, id.length & 255]);
    const authData = Buffer.concat([
      this.authData(odd, KEY_FOLLOWS),
      Buffer.alloc(16),
      length,
      id,
      cbor(this.publicKey()),
    ]);
    const object = new Map<string, Cbor>([
      ['fmt', odd.attestation?.format ?? 'none'],
      ['attStmt', odd.attestation?.statement ?? new Map()],
      ['authData', authData],
    ]);
    return this.credential({
      clientDataJSON: this.clientData('webauthn.create', options, odd).toString('base64url'),
      attestationObject: cbor(object).toString('base64url'),
      transports: ['internal', 'no such thing'],
    });
  }

  /** As `navigator.credentials.get` answers. */
  get(options: Options, odd: Oddities = {}) {
    this.counter = odd.counter ?? this.counter + 1;
    const authData = this.authData(odd, 0);
    const clientData = this.clientData('webauthn.get', options, odd);
    const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), this.keys.privateKey);
    return this.credential({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: odd.userHandle ?? this.userHandle,
    });
  }

  private credential(response: Record<string, unknown>) {
    const { id } = this;
    return { id, rawId: id, type: 'public-key' as const, response, clientExtensionResults: {} };
  }

  private clientData(type: string, { challenge }: Options, { origin }: Oddities): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: origin ?? this.origin, crossOrigin: false }));
  }

  private authData({ rpId, unverified }: Oddities, more: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const flags = PRESENT | (unverified ? 0 : VERIFIED) | more;
    return Buffer.concat([sha256(rpId ?? this.rpId), Buffer.from([flags]), counter]);
  }

  /** COSE: key type EC2, algorithm ES256, curve P-256, and the point. */
  private publicKey(): ReadonlyMap<number, Cbor> {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    return new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]);
  }
}
