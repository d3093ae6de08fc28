/** The lane was full, or all lanes together were full and this was the longest one. */
export class QueueFull extends Error {
  constructor() {
    super('too much is waiting');
    this.name = 'QueueFull';
  }
}

export interface QueueLimits {
  /** Works under way at once. */
  readonly atOnce: number;
  /** Works that wait, of one lane and of all together. */
  readonly mostOfLane: number;
  readonly most: number;
}

interface Waiting {
  begin(): void;
  refuse(error: QueueFull): void;
}

/**
 * Work waits in lanes, one for each person or address, and lanes take turns: a lane with a hundred waiting is served as
 * often as a lane with one. The total is bounded; when it is full, the longest lane drops its latest entry.
 */
export class FairQueue {
  /** In the order of their turns. An empty lane is forgotten. */
  private readonly lanes = new Map<string, Waiting[]>();
  private waiting = 0;
  private running = 0;
  /** Number of works begun so far. */
  begun = 0;

  /** `onBegin` is called for each work, with how many others began while it waited. */
  constructor(
    private readonly limits: QueueLimits,
    private readonly onBegin: (lane: string, waited: number) => void = () => undefined,
  ) {}

  /** @throws QueueFull */
  async run<T>(lane: string, work: () => Promise<T>): Promise<T> {
    const before = this.begun;
    if (this.running < this.limits.atOnce) this.running += 1;
    else await this.turn(lane);
    this.onBegin(lane, this.begun - before);
    this.begun += 1;
    try {
      return await work();
    } finally {
      this.next();
    }
  }

  /** Resolves when it is this work's turn; the place was handed on. */
  private turn(lane: string): Promise<void> {
    return new Promise((begin, refuse) => {
      const own = this.lanes.get(lane) ?? [];
      if (own.length >= this.limits.mostOfLane) return refuse(new QueueFull());
      if (this.waiting >= this.limits.most && !this.makeRoom(own.length)) return refuse(new QueueFull());
      own.push({ begin, refuse });
      this.lanes.set(lane, own);
      this.waiting += 1;
    });
  }

  /** Refuses the latest of the longest lane, where that stays at least as long as a lane of `length` becomes. */
  private makeRoom(length: number): boolean {
    let longest: Waiting[] = [];
    for (const lane of this.lanes.values()) if (lane.length > longest.length) longest = lane;
    if (longest.length <= length + 1) return false;
    longest.pop()?.refuse(new QueueFull());
    this.waiting -= 1;
    return true;
  }

  private next(): void {
    const [first] = this.lanes;
    if (!first) {
      this.running -= 1;
      return;
    }
    const [name, lane] = first;
    const work = lane.shift();
    // To the end: its next turn comes when every other lane has had one.
    this.lanes.delete(name);
    if (lane.length > 0) this.lanes.set(name, lane);
    this.waiting -= 1;
    work?.begin();
  }
}
