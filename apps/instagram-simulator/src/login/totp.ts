import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const PERIOD = 30;
const DIGITS = 6;
/** Codes of the neighbouring periods count too, as clocks differ. */
const DRIFT = [0, -1, 1];

export const isBase32 = (text: string): boolean => /^[A-Z2-7]{16,}$/.test(text);

const decodeBase32 = (text: string): Buffer => {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const letter of text.toUpperCase().replaceAll(/[\s=]/g, '')) {
    value = ((value << 5) | ALPHABET.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >>> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
};

/** The code of RFC 6238 (SHA-1, 30 s, 6 digits) at a time in seconds. */
export const totpAt = (seed: string, seconds: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / PERIOD)));
  const mac = createHmac('sha1', decodeBase32(seed)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
};

export const isTotpValid = (seed: string, code: string, seconds: number): boolean =>
  DRIFT.some((steps) => totpAt(seed, seconds + steps * PERIOD) === code);

export const secondsLeft = (seconds: number): number => PERIOD - (seconds % PERIOD);
