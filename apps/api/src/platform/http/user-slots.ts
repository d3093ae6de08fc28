import { tooManyRequests } from '../errors/app-error.ts';

/** Requests of one user that are worked on at once: half of the API's database connections. */
export const AT_ONCE = 6;
/** Requests of one user that wait for their turn; more are refused. */
export const MOST_WAITING = 100;
/** What a refused request is told to wait; seconds. */
const RETRY_AFTER = 1;

interface Queue {
  running: number;
  readonly waiting: Array<() => void>;
}

/** Bounds what one user has worked on at once, so that nobody's requests hold all connections to the database. */
export class UserSlots {
  /** Users with something under way. */
  private readonly queues = new Map<string, Queue>();

  /** Runs the work when it is its turn. @throws AppError TOO_MANY_REQUESTS where too much of this user waits already */
  async run<T>(userId: string, work: () => Promise<T>): Promise<T> {
    const queue = this.queues.get(userId) ?? { running: 0, waiting: [] };
    this.queues.set(userId, queue);
    if (queue.running < AT_ONCE) queue.running += 1;
    else if (queue.waiting.length < MOST_WAITING) await new Promise<void>((begin) => queue.waiting.push(begin));
    else throw tooManyRequests(RETRY_AFTER);
    try {
      return await work();
    } finally {
      this.next(userId, queue);
    }
  }

  /** How many users have something under way. */
  get users(): number {
    return this.queues.size;
  }

  /** The place goes to the next one that waits. */
  private next(userId: string, queue: Queue): void {
    const begin = queue.waiting.shift();
    if (begin) return begin();
    queue.running -= 1;
    if (queue.running === 0) this.queues.delete(userId);
  }
}
