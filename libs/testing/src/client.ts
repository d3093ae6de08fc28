import type { Account, Activity, Bot, Job, Limits, Problem, User, Verification } from '@pacekeeper/contracts';

/** Whatever an answer carries, and what a problem does; a test reads the part that it expects. */
export interface Answered extends Partial<Omit<Problem, 'success'>> {
  readonly status: number;
  readonly headers: Headers;
  readonly success: boolean;
  readonly token: string;
  readonly must_change_password: boolean;
  readonly user: User;
  readonly one_time_password: string;
  readonly account: Account;
  readonly requires_verification: boolean;
  readonly verification: Verification;
  readonly session_valid: boolean;
  readonly bot: Bot;
  readonly job: Job;
  readonly limits: Limits;
  readonly items: Activity[];
  readonly next_cursor: string | null;
}

/** Somebody who talks to the API over HTTP. */
export class Client {
  readonly base: string;
  token: string | null = null;

  constructor(base: string) {
    this.base = base;
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    const response = await fetch(`${this.base}/api/${path}`, {
      method,
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as object;
    return { ...answer, status: response.status, headers: response.headers } as Answered;
  }

  get(path: string): Promise<Answered> {
    return this.ask('GET', path);
  }

  post(path: string, body?: unknown): Promise<Answered> {
    return this.ask('POST', path, body);
  }

  put(path: string, body?: unknown): Promise<Answered> {
    return this.ask('PUT', path, body);
  }

  async signIn(username: string, password: string): Promise<Answered> {
    const answer = await this.post('auth/login', { username, password });
    this.token = answer.token ?? null;
    return answer;
  }

  /** Signs in with a password that somebody else knows, and chooses another. */
  async signInFirst(username: string, given: string, chosen: string): Promise<User> {
    const { user } = await this.signIn(username, given);
    const changed = await this.put(`users/${user.id}/change-password`, {
      current_password: given,
      new_password: chosen,
    });
    if (changed.status !== 200) throw new Error(`the password of ${username} was not changed: ${changed.message}`);
    return changed.user;
  }
}
