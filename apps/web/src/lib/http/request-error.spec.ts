import { describe, expect, it } from '@jest/globals';
import type { Problem } from '@pacekeeper/contracts';
import { isPassing, isRefusal, problemOf, RequestError } from './request-error.ts';

const problem = (status: number): Problem => ({
  type: 'http://localhost/knowledge-base/E-BOT-W-A880',
  title: 'The bot is stopped',
  status,
  detail: 'The bot of this account is stopped, so it takes no jobs.',
  success: false,
  error: 'BOT_NOT_RUNNING',
  code: 'E-BOT-W-A880',
  message: 'The bot of this account is stopped, so it takes no jobs.',
  correlation_id: 'c-1',
});

describe('a failed request', () => {
  it('carries the problem of a refusal', () => {
    const error = new RequestError({ kind: 'refused', problem: problem(409) });
    expect(problemOf(error)?.code).toBe('E-BOT-W-A880');
    expect(isRefusal(error, 'BOT_NOT_RUNNING')).toBe(true);
    expect(isRefusal(error, 'TOKEN_INVALID')).toBe(false);
    expect(problemOf(new Error('x'))).toBeNull();
  });

  it.each([
    [new RequestError({ kind: 'unreachable' }), true],
    [new RequestError({ kind: 'unexpected', status: 502 }), true],
    [new RequestError({ kind: 'unexpected', status: 200 }), false],
    [new RequestError({ kind: 'refused', problem: problem(503) }), true],
    [new RequestError({ kind: 'refused', problem: problem(429) }), true],
    [new RequestError({ kind: 'refused', problem: problem(409) }), false],
    [new Error('a mistake of the page'), false],
  ])('is tried again only where that may help: %s', (error, passing) => expect(isPassing(error)).toBe(passing));
});
