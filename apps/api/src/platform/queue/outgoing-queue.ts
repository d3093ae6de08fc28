import type { PgBoss } from 'pg-boss';
import type { Tx } from '../database/tx.ts';

/** Something of this process's that it has fetched and must settle. */
export interface FetchedJob<Job> {
  readonly job: Job;
  readonly attempt: { readonly id: string; readonly retryCount: number };
}

/** What differs between the queues of what goes out. */
export interface OutgoingQueueOptions<Job> {
  readonly name: string;
  /** How often a failed one is tried again. */
  readonly retries: number;
  /** The id of a job is that of its row, so that sending it twice is sending it once. */
  readonly idOf: (job: Job) => string;
}

/** What goes out to people, over PostgreSQL: its ids are sent with the row that holds it, and settled with its end. */
export class OutgoingQueue<Job extends object> {
  constructor(
    private readonly boss: PgBoss,
    private readonly options: OutgoingQueueOptions<Job>,
  ) {}

  /** Within a transaction: the app's, or that of a command of the owner's. At once, or at a time. */
  async send(tx: Pick<Tx, 'raw'>, job: Job, at?: Date): Promise<void> {
    const { name, idOf } = this.options;
    await this.boss.send(name, job, { id: idOf(job), db: tx.raw as never, ...(at ? { startAfter: at } : {}) });
  }

  async fetch(most: number): Promise<Array<FetchedJob<Job>>> {
    const jobs = await this.boss.fetch<Job>(this.options.name, { batchSize: most });
    return jobs.map(({ id, retryCount, data }) => ({ job: data, attempt: { id, retryCount } }));
  }

  /** In the transaction that forgets what was sent. */
  async complete(tx: Tx, { attempt }: FetchedJob<Job>): Promise<void> {
    await this.boss.complete(this.options.name, attempt, null, { db: tx.raw as never });
  }

  /** Hands it back, to be tried again later. */
  async fail({ attempt }: FetchedJob<Job>): Promise<void> {
    await this.boss.fail(this.options.name, attempt);
  }

  /** Whether this was the last try. */
  wasLastTry({ attempt }: FetchedJob<Job>): boolean {
    return attempt.retryCount >= this.options.retries;
  }
}
