import { Inject, Injectable } from '@nestjs/common';
import { type EventName, type Message, say } from '@pacekeeper/contracts';
import type { Tx } from '../../platform/database/tx.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';
import { asMessage, wordsOf } from '../../platform/words/stored-words.ts';

/** The channel of PostgreSQL's NOTIFY that every process sends to and every API listens on. */
export const EVENT_CHANNEL = 'pacekeeper_events';

/** What can change: the names of the event stream, and a login session that ended. */
export type Subject = Exclude<EventName, 'notice'> | 'session';

/** What changed, and its id. */
export type Change = readonly [Subject, string];

export const messagesOf = (userId: string, changes: readonly Change[]): string[] =>
  changes.map(([subject, id]) => `${subject}:${userId}:${id}`);

export interface LiveEvent {
  readonly name: EventName;
  readonly data: unknown;
}

export interface Subscriber {
  readonly userId: string;
  readonly sessionId: string;
  send(event: LiveEvent): void;
  end(): void;
}

/**
 * Streams that one user may have open in this process; a new one ends the oldest. docs/security.md has the same figure. A
 * browser has one, however many tabs it shows.
 */
export const MOST_STREAMS = 20;
const TOO_MANY = {
  name: 'notice',
  data: { kind: 'too_many_streams', message: `Ended: you opened ${MOST_STREAMS} live connections since.` },
} as const satisfies LiveEvent;

type Loader = (userId: string, id: string) => Promise<unknown>;

/** Sent by the database's functions when all bots are paused or resumed; goes to all users and carries no data. */
const FLEET_MESSAGE = 'fleet';
/** A change that affects all users, such as the default limits; carries no data either. */
const REFRESH_MESSAGE = 'refresh';

const MESSAGE = /^(bot|job|activity|quota|session):([0-9a-f-]{36}):(.{1,64})$/;

/**
 * Live events. What changed goes through the database as ids only, with the commit that changed it; the shape that
 * people see is loaded on behalf of the user who is listening, so row-level security holds here too.
 */
@Injectable()
export class EventsService {
  private readonly loaders = new Map<Subject, Loader>();
  private readonly subscribers = new Map<string, Set<Subscriber>>();
  /** What is being loaded, and whether it changed again meanwhile: repeated changes share one event. */
  private readonly loading = new Map<string, { again: boolean }>();

  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  /** Says, with the commit of `tx`, that something of its user changed. */
  async publish(tx: Tx, subject: Subject, id: string): Promise<void> {
    await tx.sql('SELECT pg_notify($1, $2)', [EVENT_CHANNEL, `${subject}:${tx.userId}:${id}`]);
  }

  /** As `publish`, for many; `userId` where an administrator acts for another user. */
  async publishAll(tx: Tx, changes: readonly Change[], userId = tx.userId): Promise<void> {
    // One each: the server takes 8,000 bytes at the most.
    await tx.sql('SELECT pg_notify($1, message) FROM unnest($2::text[]) AS message', [
      EVENT_CHANNEL,
      messagesOf(userId, changes),
    ]);
  }

  /** Announces, with the commit of `tx`, a change that affects all users: every screen reads again. */
  async publishToEverybody(tx: Tx): Promise<void> {
    await tx.sql('SELECT pg_notify($1, $2)', [EVENT_CHANNEL, REFRESH_MESSAGE]);
  }

  /** Each module says how its things are loaded; `null` is something that is gone. */
  loadWith(subject: Subject, loader: Loader): void {
    this.loaders.set(subject, loader);
  }

  subscribe(subscriber: Subscriber): () => void {
    const own = this.subscribers.get(subscriber.userId) ?? new Set();
    const [oldest] = own;
    if (oldest && own.size >= MOST_STREAMS) {
      oldest.send(TOO_MANY);
      oldest.end();
    }
    this.subscribers.set(subscriber.userId, own.add(subscriber));
    return () => {
      own.delete(subscriber);
      if (own.size === 0) this.subscribers.delete(subscriber.userId);
    };
  }

  /** The messages of the channel: one line for each change. */
  receive(text: string): void {
    for (const message of text.split('\n')) {
      if (message === FLEET_MESSAGE) this.tellAll('fleet', say('fleet.changed'));
      else if (message === REFRESH_MESSAGE) this.tellAll('refresh', say('everything.changed'));
      else this.take(message);
    }
  }

  private take(message: string): void {
    const [, subject, userId = '', id = ''] = MESSAGE.exec(message) ?? [];
    const own = this.subscribers.get(userId);
    if (!subject || !own) return;
    if (subject === 'session') {
      for (const one of own) if (one.sessionId === id) one.end();
    } else void this.load(subject as Exclude<Subject, 'session'>, userId, id);
  }

  private tellAll(kind: 'fleet' | 'refresh', message: Message): void {
    const notice = { name: 'notice', data: { kind, ...asMessage(wordsOf(message)) } } as const;
    for (const own of this.subscribers.values()) for (const one of own) one.send(notice);
  }

  endAll(): void {
    for (const own of [...this.subscribers.values()]) for (const one of [...own]) one.end();
  }

  private async load(subject: Exclude<Subject, 'session'>, userId: string, id: string): Promise<void> {
    const key = `${subject}:${userId}:${id}`;
    const running = this.loading.get(key);
    if (running) {
      running.again = true;
      return;
    }
    const state = { again: true };
    this.loading.set(key, state);
    try {
      while (state.again) {
        state.again = false;
        const data = await this.loaders.get(subject)?.(userId, id);
        if (data) for (const one of this.subscribers.get(userId) ?? []) one.send({ name: subject, data });
      }
    } catch (error) {
      this.logger.warn({ error, subject }, 'events: could not load what changed');
    } finally {
      this.loading.delete(key);
    }
  }
}
