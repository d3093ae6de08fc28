import { describe, expect, it } from '@jest/globals';
import { errorEntry, type ErrorSymbol } from '@pacekeeper/contracts';
import type { Answer, Failure, InstagramUser } from '../../../instagram/index.ts';
import { follow } from '../../actions/follow.action.ts';
import type { Intent } from '../../ledger/ledger.service.ts';
import { hashtag } from '../../sources/hashtag.source.ts';
import type { KnownPeople } from '../known-people.ts';
import type { OpenJobRow } from '../open-jobs.repository.ts';
import { SILENT_BLOCK } from '../silent-block.ts';
import { actStep } from './act.step.ts';
import { controlStep } from './control.step.ts';
import { pageStep, standingStep } from './read.steps.ts';
import { sessionStep } from './session.step.ts';
import { verifyStep } from './verify.step.ts';

const job: OpenJobRow = {
  id: 'job',
  action: 'follow',
  source: 'hashtag',
  params: { hashtag: 'ceramics' },
  filters: { skip_private: false, skip_verified: false },
  amount: 5,
  done: 0,
  planned: null,
  looks_again: false,
  failed: 0,
  state: 'running',
  source_cursor: null,
  source_exhausted: false,
  pages_read: 0,
  pages_without_new: 0,
  unreadable: 0,
  failures_in_a_row: 0,
  retry_at: null,
  open: 0,
  in_review: 0,
  reconcile_at: null,
  fleet_paused: false,
  candidates: null,
  people: null,
  recent: null,
  last_of_kind: null,
  breakers: null,
};
const intent = { interactionId: '7' } as Intent;
const candidate = {
  interactionId: '7',
  pk: '1',
  username: 'ana',
  object: '1',
  details: null,
  alreadyDone: false,
  outdated: null,
};
const NOW = new Date('2026-06-10T12:00:00Z');
const stranger = { optedOut: false, onBlockList: false, onAllowList: false, touchedAt: null, profile: null };
const known: KnownPeople = { of: () => stranger, followers: null, languageOf: null };
const ok = <T>(value: T): Answer<T> => ({ ok: true, value, durationMs: 1 });
const failed = (symbol: ErrorSymbol, more: Partial<Failure> = {}): Answer<never> => ({
  ok: false,
  durationMs: 1,
  failure: { symbol, side: 'instagram', scope: 'account', next: 'retry_later', effect: 'none', ...more },
});
const user = (pk: string): InstagramUser => ({
  pk,
  username: `u${pk}`,
  fullName: '',
  isPrivate: false,
  isVerified: false,
  pictureUrl: null,
});
const page = (...pks: string[]) => ({
  items: pks.map((pk) => ({ kind: 'user' as const, ...user(pk) })),
  unreadable: 1,
  cursor: 'b',
});
const about = { job, ownPk: '99', faultsInARow: 0 };

describe('an action', () => {
  const step = (faultsInARow = 0) => actStep(follow, { kind: 'act', job, candidate }, intent, faultsInARow);

  it('that is done is settled, and ends a row of faults', () => {
    const applied = ok({ applied: true, pending: false });
    expect(step().record(applied)).toMatchObject({ objection: null, fleetSignal: 'good', next: null });
    expect(
      step()
        .record(applied)
        .writes.map(({ kind }) => kind),
    ).toEqual(['settle']);
    expect(
      step(2)
        .record(applied)
        .writes.map(({ kind }) => kind),
    ).toEqual(['settle', 'clear_faults']);
  });

  it('without effect is settled, and counted', () =>
    expect(step().record(ok({ applied: false, pending: false }))).toMatchObject({
      writes: [{ kind: 'settle', settling: { state: 'refused', symbol: 'ACTION_NOT_APPLIED' } }],
      objection: { to: 'nothing' },
      fleetSignal: 'good',
    }));

  it('that is refused is settled as far as that is certain, and objected to', () =>
    expect(step().record(failed('ACTION_BLOCKED', { effect: 'possible' }))).toMatchObject({
      writes: [{ kind: 'settle', settling: { state: 'unknown', symbol: 'ACTION_BLOCKED' } }],
      objection: { to: 'action', failure: { symbol: 'ACTION_BLOCKED' } },
    }));
});

describe('a page of a source', () => {
  it('is followed by the question how the account stands to its people', () =>
    expect(pageStep(hashtag, about).record(ok(page('1')))).toMatchObject({
      writes: [],
      next: { kind: 'standing', page: { unreadable: 1, cursor: 'b' } },
    }));

  it.each<[ErrorSymbol, number, string]>([
    // What cannot be read may lie with this page alone.
    ['INSTAGRAM_UNEXPECTED', 0, 'control'],
    // A cut is first the account's own to try again.
    ['INSTAGRAM_UNAVAILABLE', 0, 'source'],
    ['INSTAGRAM_UNAVAILABLE', 1, 'source'],
    ['INSTAGRAM_UNAVAILABLE', 2, 'control'],
    ['RATE_LIMITED', 5, 'source'],
    ['SESSION_INVALID', 0, 'source'],
  ])('answered with %s after %p faults leads to: %s', (symbol, faultsInARow, leads) => {
    for (const step of [
      pageStep(hashtag, { ...about, faultsInARow }),
      standingStep(follow, { ...about, faultsInARow, page: page('1'), known, now: NOW }),
    ]) {
      const { next, objection, writes } = step.record(failed(symbol));
      expect(next?.kind ?? objection?.to).toBe(leads);
      expect(writes).toEqual([]);
    }
  });

  it('leaves out whom the answer does not name, and nobody else', () => {
    const step = standingStep(follow, { ...about, page: page('1', '2', '3', '99'), known, now: NOW });
    const [write] = step.record(
      ok(
        new Map([
          ['1', true],
          ['3', false],
          ['99', false],
        ]),
      ),
    ).writes;
    expect(write).toMatchObject({
      kind: 'page',
      targets: [
        { pk: '1', code: errorEntry('ALREADY_DONE').code },
        { pk: '2', code: errorEntry('FILTERED_UNKNOWN').code },
        { pk: '3', code: null },
        { pk: '99', code: errorEntry('OWN_ACCOUNT').code },
      ],
    });
  });
});

describe('verifying', () => {
  const verify = (...known: Array<[string, boolean]>) =>
    verifyStep(follow.standing as never, { job, faultsInARow: 0, targets: ['1', '2', '3'] }).record(ok(new Map(known)));

  it.each<[string, Array<[string, boolean]>, string[]]>([
    [
      'all are so',
      [
        ['1', true],
        ['2', true],
        ['3', true],
      ],
      [],
    ],
    [
      'one is not',
      [
        ['1', true],
        ['2', false],
        ['3', true],
      ],
      [],
    ],
    [
      'most are not',
      [
        ['1', true],
        ['2', false],
        ['3', false],
      ],
      ['2', '3'],
    ],
    ['most are not told of', [['1', true]], []],
    ['nobody is told of', [], []],
  ])('%s', (_, known, untrue) => {
    const { writes, objection } = verify(...known);
    expect(writes).toEqual(
      untrue.length > 0 ? [{ kind: 'retract', jobId: 'job', action: 'follow', objects: untrue }] : [],
    );
    expect(objection).toEqual(untrue.length > 0 ? { to: 'action', failure: SILENT_BLOCK } : null);
  });
});

describe('the question whether the session holds', () => {
  it.each<[ErrorSymbol, Partial<Failure>, 'session' | undefined]>([
    ['RATE_LIMITED', { doubt: 'session' }, 'session'],
    // There is no simpler question.
    ['INSTAGRAM_UNEXPECTED', {}, 'session'],
    ['TARGET_NOT_FOUND', { scope: 'target', next: 'skip_target' }, 'session'],
    ['RATE_LIMITED', {}, undefined],
    ['INSTAGRAM_UNAVAILABLE', {}, undefined],
    ['PROXY_FAILED', {}, undefined],
    ['SESSION_INVALID', {}, undefined],
  ])('answered with %s %j leaves it open: %s', (symbol, more, doubt) => {
    const { objection, writes } = sessionStep(job).record(failed(symbol, more));
    expect(objection).toMatchObject({ to: 'action' });
    expect(objection?.to === 'action' && objection.failure.doubt).toBe(doubt);
    expect(writes).toEqual([]);
  });

  it('is settled by a good answer', () => {
    expect(sessionStep(job).record(ok(user('1')))).toMatchObject({
      writes: [{ kind: 'trust_session' }],
      objection: null,
    });
  });
});

describe('the control question', () => {
  const failure = (failed('INSTAGRAM_UNEXPECTED') as { failure: Failure }).failure;
  const control = (spoilsJob: boolean) => controlStep({ kind: 'control', job, failure, spoilsJob });

  it('lays a bad page to its job where the account is answered well', () => {
    expect(control(true).record(ok(user('1')))).toEqual({
      writes: [{ kind: 'job_trouble', jobIds: ['job'], symbol: 'INSTAGRAM_UNEXPECTED' }],
      objection: null,
      fleetSignal: 'good',
      next: null,
    });
    expect(control(false).record(ok(user('1'))).writes).toEqual([]);
  });

  it('lays it to the account where that is answered badly too', () =>
    expect(control(true).record(failed('RATE_LIMITED'))).toMatchObject({
      writes: [],
      objection: { to: 'action', failure: { symbol: 'RATE_LIMITED' } },
    }));
});
