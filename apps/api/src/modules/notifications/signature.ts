import { createHmac } from 'node:crypto';

/**
 * The value of the header `Pacekeeper-Signature`: the time in seconds, and HMAC-SHA256 over time, a dot and the body, in hex.
 * The receiver computes it again and refuses old times, so that a request cannot be sent to it once more.
 */
export const signatureOf = (secret: string, body: string, at: Date): string => {
  const time = Math.floor(at.getTime() / 1000);
  const mac = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${mac}`;
};
