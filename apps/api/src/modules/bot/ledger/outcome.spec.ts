import { describe, expect, it } from '@jest/globals';
import type { ErrorSymbol } from '@pacekeeper/contracts';
import fc from 'fast-check';
import type { Answer, Failure } from '../../instagram/index.ts';
import type { Applied } from '../actions/action.ts';
import { outcomeOf, outcomeOfReading } from './outcome.ts';

const failed = (symbol: ErrorSymbol, effect: Failure['effect']): Answer<Applied> => ({
  ok: false,
  durationMs: 1,
  failure: { symbol, effect, side: 'instagram', scope: 'action', next: 'stop_action' },
});
const answered = (applied: boolean): Answer<Applied> => ({
  ok: true,
  durationMs: 1,
  value: { applied, pending: false },
});
const done: Applied = { applied: true, pending: false };
const notDone: Applied = { applied: false, pending: false };

describe('what an answer makes of an intent', () => {
  it.each<[string, Answer<Applied>, object]>([
    ['done', answered(true), { state: 'confirmed' }],
    ['accepted without effect', answered(false), { state: 'refused', symbol: 'ACTION_NOT_APPLIED' }],
    ['never sent', failed('INSTAGRAM_UNAVAILABLE', 'none'), { state: 'refused', symbol: 'INSTAGRAM_UNAVAILABLE' }],
    ['lost', failed('INSTAGRAM_UNAVAILABLE', 'possible'), { state: 'unknown', symbol: 'OUTCOME_UNKNOWN' }],
    ['unreadable', failed('INSTAGRAM_UNEXPECTED', 'possible'), { state: 'unknown', symbol: 'OUTCOME_UNKNOWN' }],
    ['a target that is gone', failed('TARGET_NOT_FOUND', 'none'), { state: 'refused', symbol: 'TARGET_NOT_FOUND' }],
    [
      'a refusal that may have landed',
      failed('ACTION_BLOCKED', 'possible'),
      { state: 'unknown', symbol: 'ACTION_BLOCKED' },
    ],
    ['a limit that may have landed', failed('RATE_LIMITED', 'possible'), { state: 'unknown', symbol: 'RATE_LIMITED' }],
  ])('%s', (_, answer, outcome) => expect(outcomeOf(answer)).toMatchObject(outcome));

  it('is refused at once only where nothing can have happened', () => {
    const symbols: ErrorSymbol[] = ['ACTION_BLOCKED', 'RATE_LIMITED', 'INSTAGRAM_UNEXPECTED', 'SESSION_INVALID'];
    fc.assert(
      fc.property(fc.constantFrom(...symbols), fc.constantFrom('none', 'possible'), (symbol, effect) =>
        expect(outcomeOf(failed(symbol, effect as Failure['effect'])).state).toBe(
          effect === 'none' ? 'refused' : 'unknown',
        ),
      ),
    );
  });
});

describe('what reading back makes of it', () => {
  it.each<[string, Applied | null, ErrorSymbol | null, object]>([
    ['done, whatever was said', done, 'ACTION_BLOCKED', { state: 'confirmed' }],
    ['not done', notDone, null, { state: 'refused', symbol: 'ACTION_NOT_APPLIED' }],
    [
      'not done, and the answer was lost',
      notDone,
      'OUTCOME_UNKNOWN',
      { state: 'refused', symbol: 'ACTION_NOT_APPLIED' },
    ],
    [
      'not done, for the reason that was given',
      notDone,
      'ACTION_BLOCKED',
      { state: 'refused', symbol: 'ACTION_BLOCKED' },
    ],
    ['nothing that can be read', null, null, { state: 'needs_review', symbol: 'OUTCOME_UNKNOWN' }],
    ['nothing, after a refusal', null, 'ACTION_BLOCKED', { state: 'needs_review', symbol: 'ACTION_BLOCKED' }],
  ])('%s', (_, found, refusal, outcome) => expect(outcomeOfReading(found, refusal)).toMatchObject(outcome));
});
