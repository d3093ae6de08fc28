import autocannon from 'autocannon';

export interface Load {
  readonly url: string;
  readonly token?: string;
  readonly seconds: number;
  readonly connections: number;
  /** Requests a second over all connections; without it, as many as are answered. */
  readonly rate?: number;
}

export interface Answered {
  readonly perSecond: number;
  /** Milliseconds that 99 of 100 answers took at the most. */
  readonly p99: number;
}

/** Asks the same address again and again. @throws where anything but 200 is answered: a refusal is quick. */
export const load = async ({ url, token, seconds, connections, rate }: Load): Promise<Answered> => {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    // In a thread of its own: whatever else the measuring process does meanwhile is not measured.
    workers: 1,
    ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
    ...(rate ? { overallRate: rate } : {}),
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refusals and ${result.errors} errors of ${result.requests.total}`);
  }
  return { perSecond: result.requests.total / result.duration, p99: result.latency.p99 };
};

export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
