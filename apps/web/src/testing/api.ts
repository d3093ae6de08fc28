import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { errorEntry, type ErrorSymbol, type Problem } from '@pacekeeper/contracts';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** An API that answers what a test says, and remembers what it was asked. Anything else fails the test. */
export const givenApi = () => {
  const server = setupServer();
  const asked: Asked[] = [];
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
  afterEach(() => {
    server.resetHandlers();
    asked.length = 0;
  });
  afterAll(() => server.close());

  const answer = (method: Method, path: string, status: number, body: object, type: string) =>
    server.use(
      http[method](`*/api/${path}`, async ({ request }) => {
        const text = await request.text();
        asked.push({ method, path, body: text === '' ? undefined : (JSON.parse(text) as unknown) });
        return HttpResponse.json(body, { status, headers: { 'content-type': type } });
      }),
    );

  return {
    asked,
    answers: (method: Method, path: string, body: object, status = 200) =>
      answer(method, path, status, body, 'application/json'),
    refuses: (method: Method, path: string, symbol: ErrorSymbol, more: Partial<Problem> = {}) => {
      const problem = problemFor(symbol, more);
      answer(method, path, problem.status, problem, 'application/problem+json');
    },
    breaks: (method: Method, path: string) => server.use(http[method](`*/api/${path}`, () => HttpResponse.error())),
  };
};

/** A refusal as the API sends it. */
export const problemFor = (symbol: ErrorSymbol, more: Partial<Problem> = {}): Problem => {
  const { code, title, message, status } = errorEntry(symbol);
  return {
    type: `http://localhost/knowledge-base/${code}`,
    title,
    status,
    detail: message,
    success: false,
    error: symbol,
    code,
    message,
    correlation_id: '0198c0de-0000-7000-8000-000000000001',
    ...more,
  };
};
