import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { DatabaseToolsError } from '../errors.ts';

const iterations = 4096;

/**
 * What PostgreSQL stores of a password (RFC 5802, as in pg_authid.rolpassword). `ALTER ROLE ... PASSWORD` takes it in
 * place of the password, which therefore never appears in a statement that a server might log.
 * Throws PASSWORD_INVALID for anything but 8 to 200 printable ASCII characters: others would need to be normalised
 * alike by every client.
 */
export const scramVerifier = (password: string, salt: Buffer = randomBytes(16)): string => {
  if (!/^[\x20-\x7e]{8,200}$/.test(password)) {
    throw new DatabaseToolsError('PASSWORD_INVALID', 'A role needs a password of 8 to 200 printable ASCII characters.');
  }
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const key = (label: string): Buffer => createHmac('sha256', salted).update(label).digest();
  const stored = createHash('sha256').update(key('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${key('Server Key').toString('base64')}`;
};
