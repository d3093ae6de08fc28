import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import type { SmtpServer } from '../config/mail-variables.ts';

/** The longest wait for the server's name, the connection, its greeting, and each of its answers; milliseconds. */
const TIMEOUT_MS = 10_000;

export const isLoopback = (host: string): boolean =>
  host.toLowerCase() === 'localhost' || (isIP(host) === 4 && host.startsWith('127.')) || host === '::1';

/**
 * Security of the connection: TLS from the first byte, or STARTTLS before anything is said, with a certificate that is
 * checked. A server on this very machine may have neither: what it is told does not leave the machine.
 */
const security = ({ secure, host }: SmtpServer) => {
  if (secure) return { secure: true };
  return isLoopback(host) ? { secure: false, tls: { rejectUnauthorized: false } } : { secure: false, requireTLS: true };
};

/** How to reach a server, and how long to wait for it. */
export const smtpOptions = (server: SmtpServer) => ({
  host: server.host,
  port: server.port,
  ...security(server),
  ...(server.login ? { auth: server.login, forceAuth: true } : {}),
  dnsTimeout: TIMEOUT_MS,
  connectionTimeout: TIMEOUT_MS,
  greetingTimeout: TIMEOUT_MS,
  socketTimeout: TIMEOUT_MS,
});

export const createSmtpTransport = (server: SmtpServer) => createTransport(smtpOptions(server));
export type SmtpTransport = ReturnType<typeof createSmtpTransport>;
