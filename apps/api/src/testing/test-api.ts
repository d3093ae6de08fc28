import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Problem } from '@pacekeeper/contracts';
import { createTestDatabase, Given, PASSWORD, type TestDatabase } from '@pacekeeper/testing';
import { createApi } from '../create-api.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { testConfig } from './test-config.ts';

export interface Reply<Body = Record<string, never>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body & Partial<Omit<Problem, 'success'>>;
}

export interface Asking {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** The API on a port and a database of its own, and what it wrote to its log. */
export class TestApi {
  readonly logLines: string[] = [];
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    readonly given: Given,
    readonly url: string,
  ) {}

  /** `more` may look at the database before it says what else is in the environment. */
  static async start(
    env: Record<string, string> = {},
    more: (database: TestDatabase) => Promise<Record<string, string>> = async () => ({}),
  ): Promise<TestApi> {
    const database = await createTestDatabase();
    const config = testConfig({ DATABASE_URL: database.appUrl, ...env, ...(await more(database)) });
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const app = await createApi(config, createLogger('api', sink));
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const api = new TestApi(app, database, new Given(database.ownerUrl), `http://127.0.0.1:${port}`);
    Object.assign(api, { logLines: lines });
    return api;
  }

  async ask<Body>(method: string, path: string, { token, body, headers }: Asking = {}): Promise<Reply<Body>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  }

  /** The owner's connection to this database. */
  get ownerUrl(): string {
    return this.database.ownerUrl;
  }

  /** The access token of a user that a factory made. */
  async signIn(username: string, password = PASSWORD): Promise<string> {
    const { body } = await this.ask<{ token: string }>('POST', '/api/auth/login', { body: { username, password } });
    return body.token;
  }

  async stop(): Promise<void> {
    await this.given.close();
    await this.app.close();
    await this.database.drop();
  }
}
