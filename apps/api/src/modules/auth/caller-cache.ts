import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import { Listener } from '../../platform/database/listener.ts';
import type { CallerRow, TokenCallerRow } from './callers.repository.ts';

/** The channel that the triggers of `users`, `login_sessions`, `security_settings` and `api_tokens` notify (0002, 0019). */
const CHANNEL = 'pacekeeper_callers';
const EVERYBODY = '*';
/** Maximum age of a cached answer, milliseconds. What expires by time alone may be seen this much longer. */
const KEPT_MS = 10_000;
/** Maximum number of cached users; the oldest are dropped first. */
const MOST_KEPT = 10_000;

interface Kept {
  readonly row: CallerRow;
  readonly until: number;
}

/**
 * Who a login session or an API token belongs to, remembered between requests, which saves a database query for each request. A
 * revocation empties it: in this process before the revoking request is answered, since every commit on a user's behalf
 * passes here; in all processes with the commit, by NOTIFY. While that connection is down, nothing is remembered.
 */
@Injectable()
export class CallerCache implements OnApplicationBootstrap, OnApplicationShutdown {
  /** By user, then by login session or API token. */
  private readonly kept = new Map<string, Map<string, Kept>>();
  /** Rises with every change, so that what was read before one is not kept after it. */
  private changes = 0;
  private listening = false;
  private listener: Listener | undefined;

  constructor(
    db: Database,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {
    db.watchCommits((userId, scope) => this.forget(scope === 'admin' ? EVERYBODY : userId));
  }

  onApplicationBootstrap(): void {
    this.listener = new Listener(this.config.databaseUrl.open(), CHANNEL, this.clock, {
      message: (whose) => this.forget(whose),
      listening: () => {
        this.forget(EVERYBODY);
        this.listening = true;
      },
      lost: () => {
        this.listening = false;
        this.forget(EVERYBODY);
      },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.listener?.stop();
  }

  /** What `load` found a moment ago, or finds now. Misses are not cached. */
  find(userId: string, sessionId: string, load: () => Promise<CallerRow | null>): Promise<CallerRow | null> {
    return this.remembered(userId, `session ${sessionId}`, load);
  }

  /** As `find`, for an API token. */
  findByToken(
    userId: string,
    tokenId: string,
    load: () => Promise<TokenCallerRow | null>,
  ): Promise<TokenCallerRow | null> {
    return this.remembered(userId, `token ${tokenId}`, load);
  }

  /** The kind in front of the id says which kind of row is kept under it. */
  private async remembered<Row extends CallerRow>(
    userId: string,
    key: string,
    load: () => Promise<Row | null>,
  ): Promise<Row | null> {
    const now = this.clock.monotonic();
    const found = this.kept.get(userId)?.get(key);
    if (found && found.until > now) return found.row as Row;
    const before = this.changes;
    const row = await load();
    if (row && this.listening && before === this.changes) this.keep(userId, key, { row, until: now + KEPT_MS });
    return row;
  }

  private keep(userId: string, key: string, kept: Kept): void {
    const own = this.kept.get(userId) ?? new Map<string, Kept>();
    this.kept.set(userId, own.set(key, kept));
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }

  private forget(whose: string): void {
    this.changes += 1;
    if (whose === EVERYBODY) this.kept.clear();
    else this.kept.delete(whose);
  }
}
