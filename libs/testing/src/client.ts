import {
  type AnswerOf,
  type CallArgs,
  type JsonRoute,
  type Method,
  type Problem,
  requestOf,
  routes,
  type User,
} from '@pacekeeper/contracts';

type Keys<Union> = Union extends unknown ? keyof Union : never;
type At<Union, Key> = Union extends unknown ? (Key extends keyof Union ? Union[Key] : never) : never;

/** Every field that some member has: a test reads the part that it expects. */
type Merged<Union> = { readonly [Key in Keys<Union>]: Exclude<At<Union, Key>, undefined> };

interface Received extends Partial<Omit<Problem, 'success'>> {
  readonly status: number;
  readonly headers: Headers;
  readonly success: boolean;
}

/** What a route answered: the fields of its answer, or those of a problem. */
export type Answered<R extends JsonRoute = JsonRoute> = Received &
  (JsonRoute extends R ? unknown : Omit<Merged<AnswerOf<R>>, keyof Received>);

interface Sending {
  readonly headers?: Readonly<Record<string, string>>;
}

/** A person who talks to the API over HTTP. */
export class Client {
  readonly base: string;
  token: string | null = null;

  constructor(base: string) {
    this.base = base;
  }

  /** Calls a route of the table, with the token where there is one. */
  async call<R extends JsonRoute>(route: R, ...args: CallArgs<R, Sending>): Promise<Answered<R>> {
    const options: Parameters<typeof requestOf>[1] & Sending = args[0] ?? {};
    const { method, path, body } = requestOf(route, options);
    return (await this.ask(method, path, body, options.headers)) as Answered<R>;
  }

  /** Sends anything anywhere, for what the table does not allow. `path` is whole: `/api/users`. */
  async ask(
    method: Method,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> {
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Pick<Received, 'success'>;
    return { ...answer, status: response.status, headers: response.headers };
  }

  async signIn(username: string, password: string): Promise<Answered<typeof routes.auth.login>> {
    const answer = await this.call(routes.auth.login, { body: { username, password } });
    this.token = answer.token ?? null;
    return answer;
  }

  /** Signs in with a password that an administrator chose, and chooses another. */
  async signInFirst(username: string, given: string, chosen: string): Promise<User> {
    const { user } = await this.signIn(username, given);
    const changed = await this.call(routes.passwords.change, {
      params: { id: user.id },
      body: { current_password: given, new_password: chosen },
    });
    if (changed.status !== 200) throw new Error(`the password of ${username} was not changed: ${changed.message}`);
    return changed.user;
  }
}
