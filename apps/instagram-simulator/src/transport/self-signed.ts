import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

/** A certificate that only tests trust, and its key; both PEM. */
export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 86_400_000;

const tlv = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const head =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), body]);
};
const sequence = (...parts: readonly Buffer[]) => tlv(0x30, ...parts);
const integer = (bytes: Buffer) => tlv(0x02, bytes);
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
const bits = (bytes: Buffer) => tlv(0x03, Buffer.from([0]), bytes);
const time = (ms: number) => tlv(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '')}`));

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const commonName = (name: string) => sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(name)))));
const alternativeName = (name: string) =>
  sequence(oid('551d11'), tlv(0x04, sequence(tlv(0x82, Buffer.from(name, 'ascii')))));

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;

/** A fresh EC key and a certificate (X.509 v3, RFC 5280) for one DNS name, good from yesterday for a year. */
export const selfSigned = (name: string, now: number): SelfSigned => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serial = randomBytes(8);
  // A serial number is positive and has no idle zeros in front.
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const body = sequence(
    tlv(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ECDSA_SHA256,
    commonName(name),
    sequence(time(now - DAY_MS), time(now + 365 * DAY_MS)),
    commonName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(alternativeName(name))),
  );
  const signature = createSign('sha256').update(body).sign(privateKey);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(sequence(body, ECDSA_SHA256, bits(signature))),
  };
};
