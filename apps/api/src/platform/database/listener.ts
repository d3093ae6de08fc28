import pg from 'pg';
import type { Clock } from '../clock/clock.ts';

export interface ListenerEvents {
  message(text: string): void;
  /** It listens, for the first time or again. */
  listening?(): void;
  /** The connection is gone: messages may be missed from now on. */
  lost?(): void;
  /** The connection was away and is back: messages may have been missed. */
  resumed?(): void;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** LISTEN on a connection of its own, which comes back by itself. */
export class Listener {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private client: pg.Client | undefined;

  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly clock: Clock,
    private readonly events: ListenerEvents,
  ) {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.client?.end().catch(() => undefined);
    await this.running;
  }

  private async run(): Promise<void> {
    let wait = FIRST_WAIT_MS;
    for (let first = true; !this.stopping.signal.aborted; first = false) {
      try {
        const connection = await this.listen();
        if (connection) {
          wait = FIRST_WAIT_MS;
          this.events.listening?.();
          if (!first) this.events.resumed?.();
          await connection.lost;
          this.events.lost?.();
        }
      } catch {
        // The database is away; the pool's users report it, this connection only waits for it.
      }
      await this.clock.sleep(wait, this.stopping.signal);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }

  /** Resolves once it listens; `lost` resolves when the connection is gone. Null where it was ended before that. */
  private async listen(): Promise<{ lost: Promise<void> } | null> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'pacekeeper-events',
      keepAlive: true,
      connectionTimeoutMillis: 3_000,
    });
    this.client = client;
    const lost = new Promise<void>((resolve) => {
      client.once('end', () => resolve());
      client.on('error', () => resolve());
    });
    client.on('notification', ({ payload }) => payload && this.events.message(payload));
    // A client that is ended while it connects settles `connect` in no way at all.
    const ended = lost.then(() => 'ended');
    if ((await Promise.race([client.connect(), ended])) === 'ended') return null;
    await client.query(`LISTEN ${pg.escapeIdentifier(this.channel)}`);
    return { lost };
  }
}
