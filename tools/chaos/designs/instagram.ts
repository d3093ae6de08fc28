interface Friendship {
  readonly following: boolean;
  readonly outgoing_request: boolean;
}

/** The part of Instagram that the broken designs need: to follow a user, and to read whether they do. */
export class Instagram {
  private readonly base: string;

  constructor(base: string) {
    this.base = base;
  }

  async follow(session: string, target: string): Promise<void> {
    await this.call('POST', `create/${target}`, session);
  }

  async follows(session: string, target: string): Promise<boolean> {
    const { following, outgoing_request } = await this.call<Friendship>('GET', `show/${target}`, session);
    return following || outgoing_request;
  }

  private async call<T>(method: 'GET' | 'POST', path: string, session: string): Promise<T> {
    const response = await fetch(`${this.base}/api/v1/friendships/${path}/`, {
      method,
      headers: { authorization: session },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
