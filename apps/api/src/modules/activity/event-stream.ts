import type { FastifyReply } from 'fastify';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Caller } from '../../platform/http/access.ts';
import type { EventsService, LiveEvent, Subscriber } from './events.service.ts';

/** How often a comment is sent, so that proxies do not close the stream; milliseconds. */
const KEEP_ALIVE_MS = 15_000;
/** With more unread bytes than this, the reader is gone or too slow; it reloads when it reconnects. */
const MOST_WAITING = 1024 * 1024;

/** An answer that stays open and says what changes, as server-sent events; it ends with the token that opened it. */
export class EventStream implements Subscriber {
  readonly userId: string;
  readonly sessionId: string;
  private sent = 0;
  private readonly stop: () => void;

  constructor(
    caller: Caller,
    private readonly reply: FastifyReply,
    events: EventsService,
    clock: Clock,
  ) {
    this.userId = caller.id;
    this.sessionId = caller.sessionId;
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
      // Otherwise a connection would stay open for each stream that has ended.
      Connection: 'close',
    });
    const unsubscribe = events.subscribe(this);
    const keepAlive = setInterval(() => this.write(': still here\n\n'), KEEP_ALIVE_MS);
    const expiry = setTimeout(() => this.end(), Math.max(0, caller.tokenEndsAt.getTime() - clock.now().getTime()));
    this.stop = () => {
      unsubscribe();
      clearInterval(keepAlive);
      clearTimeout(expiry);
    };
    reply.raw.once('close', this.stop);
    this.write(': listening\n\n');
  }

  send({ name, data }: LiveEvent): void {
    this.sent += 1;
    this.write(`id: ${this.sent}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  end(): void {
    this.stop();
    this.reply.raw.end();
  }

  private write(text: string): void {
    if (this.reply.raw.destroyed) return;
    this.reply.raw.write(text);
    if (this.reply.raw.writableLength > MOST_WAITING) this.reply.raw.destroy();
  }
}
