import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { type AnswerGiven, errorEntry, type ErrorSymbol, type JsonRoute, type Problem } from '@pacekeeper/contracts';
import { http, HttpResponse, type HttpResponseResolver } from 'msw';
import { setupServer } from 'msw/node';

export interface Asked {
  readonly method: string;
  /** With its parameters filled in. */
  readonly path: string;
  readonly body: unknown;
}

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

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

  /** Whatever the parameters of the route. */
  const at = ({ method, path }: JsonRoute, resolve: HttpResponseResolver) =>
    server.use(http[METHODS[method]](`*${path}`, resolve));

  const answer = (route: JsonRoute, status: number, body: object, type: string) =>
    at(route, async ({ request }) => {
      const text = await request.text();
      const { pathname } = new URL(request.url);
      asked.push({
        method: request.method,
        path: pathname,
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      });
      return HttpResponse.json(body, { status, headers: { 'content-type': type } });
    });

  return {
    asked,
    answers: <R extends JsonRoute>(route: R, body: AnswerGiven<R> & object) =>
      answer(route, route.status ?? 200, body, 'application/json'),
    refuses: (route: JsonRoute, symbol: ErrorSymbol, more: Partial<Problem> = {}) => {
      const problem = problemFor(symbol, more);
      answer(route, problem.status, problem, 'application/problem+json');
    },
    breaks: (route: JsonRoute) => at(route, () => HttpResponse.error()),
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
