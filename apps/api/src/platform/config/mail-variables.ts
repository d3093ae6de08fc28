import { isIP } from 'node:net';
import { z } from 'zod';
import { Secret } from '../crypto/secret.ts';

/** Who mail comes from. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** The server that takes our mail; it may hold the password of a mailbox. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps://). */
  readonly secure: boolean;
  readonly login: { readonly user: string; readonly pass: string } | null;
}

export interface MailConfig {
  /** Null: mail is written as files under the data folder. */
  readonly smtp: Secret<SmtpServer> | null;
  readonly from: MailAddress;
}

const SMTP_FORM =
  'must be smtp://host:port or smtps://host:port, with user:password@ in front of the host where it asks for them (percent-encoded)';
const FROM_FORM = 'must be an address, or a name and an address: Pacekeeper <pacekeeper@example.org>';

const SUBMISSION_PORT = 587;
const SUBMISSIONS_PORT = 465;

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that encodes nothing: the form is wrong.
    return null;
  }
};

const readSmtp = (text: string): SmtpServer | null => {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  const [user, pass] = [decoded(username), decoded(password)];
  const secure = protocol === 'smtps:';
  const more = pathname.replace('/', '') + search + hash;
  if ((!secure && protocol !== 'smtp:') || hostname === '' || port === '0' || more !== '') return null;
  if (user === null || pass === null || (user === '') !== (pass === '')) return null;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? SUBMISSIONS_PORT : SUBMISSION_PORT) : Number(port),
    secure,
    login: user === '' ? null : { user, pass },
  };
};

export const smtpUrl = z
  .string()
  .trim()
  .transform((text, context) => {
    const server = readSmtp(text);
    if (server) return new Secret(server);
    context.addIssue({ code: 'custom', message: SMTP_FORM });
    return z.NEVER;
  });

/** `name <address>` or the address alone; a host without a dot serves in a network of one's own. */
const FROM = /^(?:(?<name>[^<>"\p{Cc}]{0,100}?) *<(?<inside>[^<>]+)>|(?<bare>[^<>\s]+))$/u;
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/;

export const mailFrom = z
  .string()
  .trim()
  .transform((text, context): MailAddress => {
    const { name = '', inside, bare } = FROM.exec(text)?.groups ?? {};
    const address = inside ?? bare ?? '';
    if (ADDRESS.test(address)) return { name, address };
    context.addIssue({ code: 'custom', message: FROM_FORM });
    return z.NEVER;
  });

/** What follows the @ if mail has no domain of its own. */
const domainOf = (publicUrl: string): string => {
  const host = new URL(publicUrl).hostname;
  if (host.startsWith('[')) return `[IPv6:${host.slice(1, -1)}]`;
  return isIP(host) === 4 ? `[${host}]` : host;
};

export const mailConfig = (
  smtp: Secret<SmtpServer> | undefined,
  from: MailAddress | undefined,
  publicUrl: string,
): MailConfig => ({
  smtp: smtp ?? null,
  from: from ?? { name: 'Pacekeeper', address: `pacekeeper@${domainOf(publicUrl)}` },
});
