import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reverse proxy over plain HTTP/1.1, as a server sees browsers through it: it counts the streams of events. */
export class Gate {
  readonly url: string;
  /** Streams that are open now. */
  streams = 0;
  /** Streams that were ever opened. */
  opened = 0;
  private target = '';
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (asked: IncomingMessage, answer: ServerResponse) => this.pass(asked, answer));
  }

  static async open(): Promise<Gate> {
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return new Gate(server);
  }

  leadTo(url: string): void {
    this.target = url;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, url = '', headers } = asked;
    const onward = request(`${this.target}${url}`, { method, headers }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers);
      came.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
    if (url !== '/api/events') return;
    this.streams += 1;
    this.opened += 1;
    answer.on('close', () => (this.streams -= 1));
  }
}
