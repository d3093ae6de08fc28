import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { eventually } from '@pacekeeper/testing';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as it came over the wire. */
export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  /** By name in lower case, each unfolded. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly raw: string;
  /** Whether it came over TLS, and who had signed in. */
  readonly secure: boolean;
  readonly user: string | null;
}

const decodeQuotedPrintable = (body: string): string =>
  Buffer.from(
    body
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** The headers and the text of a message. */
export const parseMessage = (raw: string): Pick<Received, 'headers' | 'text' | 'raw'> => {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = raw.slice(end + 4);
  const encoded = headers['content-transfer-encoding'] === 'quoted-printable';
  return { headers, text: (encoded ? decodeQuotedPrintable(body) : body).replaceAll('\r\n', '\n'), raw };
};

/** A mail server on a port of its own, for tests; it keeps what it is given. */
export class Mailbox {
  private constructor(
    private readonly server: SMTPServer,
    readonly received: Received[],
    readonly port: number,
  ) {}

  static async open(options: SMTPServerOptions = {}, port = 0): Promise<Mailbox> {
    const received: Received[] = [];
    const server = new SMTPServer({
      authOptional: true,
      logger: false,
      onData(stream, session, done) {
        textOf(stream).then((raw) => {
          const { mailFrom, rcptTo } = session.envelope;
          received.push({
            ...parseMessage(raw),
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            secure: session.secure,
            user: session.user ?? null,
          });
          done();
        }, done);
      },
      ...options,
    });
    // A client that goes away in the middle is the test's business.
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new Mailbox(server, received, (server.server.address() as AddressInfo).port);
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  of(recipient: string): Received[] {
    return this.received.filter(({ to }) => to.includes(recipient));
  }

  /** The `count`th mail to the recipient, once it is there. */
  arrived(recipient: string, count = 1): Promise<Received> {
    return eventually(async () => this.of(recipient)[count - 1], `mail ${count} to ${recipient} arrives`);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}
