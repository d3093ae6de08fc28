import { describe, expect, it } from '@jest/globals';
import type { Applied } from '../../actions/action.ts';
import type { Candidate } from '../../deciding/planner.ts';
import type { Answer, Failure } from '../../../instagram/index.ts';
import type { OpenJobRow } from '../open-jobs.repository.ts';
import { lookStep } from './look.step.ts';

const job = { id: 'job', action: 'follow' } as OpenJobRow;
const candidate: Candidate = {
  interactionId: '7',
  pk: '100',
  username: 'ana',
  object: '100',
  details: null,
  alreadyDone: false,
  outdated: null,
};
const step = lookStep(() => Promise.reject(new Error('not called')), { job, candidate, faultsInARow: 0 });
const answer = (value: Applied | null): Answer<Applied | null> => ({ ok: true, value, durationMs: 1 });
const failed = (failure: Partial<Failure>): Answer<Applied | null> => ({
  ok: false,
  durationMs: 1,
  failure: { effect: 'none', ...failure } as Failure,
});
const skips = (symbol: string) => ({
  writes: [{ kind: 'skip', jobId: 'job', interactionId: '7', symbol }],
  next: null,
});

describe('looking at a target again', () => {
  it.each<[string, Answer<Applied | null>, object]>([
    [
      'acts on one that is as it was',
      answer({ applied: false, pending: false }),
      { writes: [], next: { kind: 'act', candidate } },
    ],
    ['leaves out what is so by now', answer({ applied: true, pending: false }), skips('ALREADY_DONE')],
    ['leaves out what is only asked for by now', answer({ applied: true, pending: true }), skips('ALREADY_DONE')],
    ['leaves out what is not shown any more', answer(null), skips('TARGET_NOT_FOUND')],
    ['leaves out who is gone', failed({ scope: 'target', symbol: 'TARGET_NOT_FOUND' }), skips('TARGET_NOT_FOUND')],
    ['leaves out who is private', failed({ scope: 'target', symbol: 'TARGET_PRIVATE' }), skips('TARGET_PRIVATE')],
    [
      'does nothing where Instagram objects',
      failed({ scope: 'account', symbol: 'ACTION_BLOCKED' }),
      { writes: [], objection: { to: 'source' } },
    ],
  ])('%s', (_, given, outcome) => expect(step.record(given)).toMatchObject(outcome));
});
