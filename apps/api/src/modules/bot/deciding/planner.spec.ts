import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type JobFacts, planAccount, planJob } from './planner.ts';

const NOW = new Date('2026-06-10T12:00:00Z');
const LATER = new Date('2026-06-10T12:00:12Z');
const MIDNIGHT = new Date('2026-06-11T00:00:00Z');
const candidate = {
  interactionId: '1',
  pk: '100',
  username: 'ana',
  object: '100',
  details: null,
  alreadyDone: false,
  outdated: null,
} as const;
const person = (id: string) => ({
  interactionId: id,
  pk: `p${id}`,
  object: `p${id}`,
  username: null,
  name: null,
  alreadyDone: false,
});
const people = [person('1'), person('2'), person('3')];
const unprepared = { candidate: null, people, preparation: { atOnce: 2, calls: 2 } };

const job = (changes: Partial<JobFacts> = {}): JobFacts => ({
  jobId: 'a',
  action: 'follow',
  spends: 'follow',
  amount: 10,
  done: 0,
  failed: 0,
  inReview: 0,
  open: 0,
  reconcileAt: null,
  candidate,
  upcoming: [],
  people: [],
  preparation: null,
  sourceExhausted: false,
  retryAt: null,
  reads: null,
  quotaLeft: 50,
  quotaResetsAt: MIDNIGHT,
  pace: { now: NOW, lastActionAt: null, recent: [], hours: null, timeZone: 'UTC', speed: 1, chance: 0 },
  ...changes,
});

describe('the planner of a job that is being planned', () => {
  const planned = { planned: 3, candidate, quotaLeft: 0 };
  const full = { left: 1, againAt: LATER };
  it.each<[string, Partial<JobFacts>, object]>([
    ['reads on, with no limit left and targets at hand', planned, { kind: 'read_source' }],
    [
      'reads on outside of the working hours, and while an action is stopped',
      { ...planned, breakerUntil: MIDNIGHT, pace: { ...job().pace, lastActionAt: NOW } },
      { kind: 'read_source' },
    ],
    ['reads of people first where the action has to', { ...planned, ...unprepared }, { kind: 'prepare' }],
    [
      'leaves people out before any read',
      { ...planned, ...unprepared, people: [{ ...person('1'), alreadyDone: true }] },
      { kind: 'skip', interactionId: '1', symbol: 'ALREADY_DONE' },
    ],
    ['waits for the cap of reads', { ...planned, reads: full }, { kind: 'wait', until: LATER, reason: 'read_cap' }],
    [
      'waits until it is tried again',
      { ...planned, retryAt: LATER },
      { kind: 'wait', until: LATER, reason: 'retrying' },
    ],
    ['is ready with as many as were asked for', { ...planned, planned: 10 }, { kind: 'plan_ready' }],
    ['is ready with more than that', { ...planned, planned: 12, people }, { kind: 'plan_ready' }],
    ['is ready at the end of its source', { ...planned, sourceExhausted: true }, { kind: 'plan_ready' }],
    [
      'is not ready while there are people to read of',
      { ...planned, ...unprepared, sourceExhausted: true },
      { kind: 'prepare' },
    ],
    ['is ready with nobody', { planned: 0, candidate: null, sourceExhausted: true }, { kind: 'plan_ready' }],
  ])('%s', (_, changes, step) => expect(planJob(job(changes))).toMatchObject({ jobId: 'a', ...step }));

  it('never acts', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.boolean(), fc.boolean(), (count, left, ended, some) => {
        const step = planJob(
          job({
            planned: count,
            sourceExhausted: ended,
            reads: { left, againAt: LATER },
            ...(some ? unprepared : {}),
          }),
        );
        expect(['act', 'finish']).not.toContain(step.kind);
      }),
      { seed: 26, numRuns: 200 },
    );
  });
});

describe('the planner', () => {
  it.each<[string, Partial<JobFacts>, object]>([
    ['acts on the next target', {}, { kind: 'act', candidate }],
    ['reads the source when no target is left', { candidate: null }, { kind: 'read_source' }],
    ['is done when the amount is done', { done: 10 }, { kind: 'finish', short: false }],
    [
      'ends short when the source has no more',
      { candidate: null, sourceExhausted: true, done: 3 },
      { kind: 'finish', short: true },
    ],
    [
      'does not start an eleventh while the tenth may still count',
      { done: 9, open: 1, reconcileAt: LATER },
      { kind: 'wait', until: LATER, reason: 'reading_back' },
    ],
    [
      'does not end short while an outcome is unknown',
      { candidate: null, sourceExhausted: true, open: 1, reconcileAt: LATER },
      { kind: 'wait', until: LATER, reason: 'reading_back' },
    ],
    ['goes on with others while an outcome is unknown', { done: 5, open: 1, reconcileAt: LATER }, { kind: 'act' }],
    [
      'leaves out what was done before, at once',
      { candidate: { ...candidate, alreadyDone: true }, quotaLeft: 0 },
      { kind: 'skip', symbol: 'ALREADY_DONE' },
    ],
    [
      'leaves out what does not wait for it any longer',
      { candidate: { ...candidate, outdated: 'NO_STORY' }, quotaLeft: 0 },
      { kind: 'skip', interactionId: '1', symbol: 'NO_STORY' },
    ],
    ['does not replace what was refused', { done: 6, failed: 4 }, { kind: 'finish', short: false }],
    ['is over when only reviews remain', { done: 8, failed: 1, inReview: 1 }, { kind: 'finish', short: false }],
    [
      'is not over while an outcome is read back, though the amount was lowered',
      { done: 10, open: 1, reconcileAt: LATER },
      { kind: 'wait', until: LATER, reason: 'reading_back' },
    ],
    ['goes on where some were refused', { done: 5, failed: 2, inReview: 2 }, { kind: 'act' }],
    ['reads of people first where the action has to', unprepared, { kind: 'prepare', people: people.slice(0, 2) }],
    ['acts on what it has before it reads of more people', { ...unprepared, candidate }, { kind: 'act' }],
    [
      'leaves people out to whom it was done before any read',
      {
        ...unprepared,
        people: [{ ...person('1'), alreadyDone: true }, person('2')],
        reads: { left: 0, againAt: LATER },
      },
      { kind: 'skip', interactionId: '1', symbol: 'ALREADY_DONE' },
    ],
    [
      'waits where the account has read too much for people too',
      { ...unprepared, reads: { left: 1, againAt: LATER } },
      { kind: 'wait', until: LATER, reason: 'read_cap' },
    ],
    ['reads of people though the source has no more', { ...unprepared, sourceExhausted: true }, { kind: 'prepare' }],
    [
      'waits for tomorrow when nothing is left today',
      { quotaLeft: 0 },
      { kind: 'wait', until: MIDNIGHT, reason: 'quota' },
    ],
    ['waits for the gap', { pace: { ...job().pace, lastActionAt: NOW } }, { kind: 'wait', reason: 'gap' }],
    [
      'paces the reading of a source like an action',
      { candidate: null, pace: { ...job().pace, lastActionAt: NOW } },
      { kind: 'wait', reason: 'gap' },
    ],
    [
      'waits before it tries again what failed, whatever it has to do',
      { retryAt: LATER, done: 10 },
      { kind: 'wait', until: LATER, reason: 'retrying' },
    ],
    ['tries again what failed when it is time', { retryAt: NOW }, { kind: 'act' }],
    [
      'waits where the account has read enough',
      { candidate: null, reads: { left: 1, againAt: LATER } },
      { kind: 'wait', until: LATER, reason: 'read_cap' },
    ],
    [
      'reads where a whole page is left',
      { candidate: null, reads: { left: 2, againAt: LATER } },
      { kind: 'read_source' },
    ],
    ['acts on whom it knows, however much was read', { reads: { left: 0, againAt: LATER } }, { kind: 'act' }],
  ])('%s', (_, changes, expected) => {
    expect(planJob(job(changes))).toMatchObject(expected);
  });

  it('takes the first job that can do something, and else waits for the one that waits the shortest', () => {
    const spent = job({ jobId: 'spent', quotaLeft: 0 });
    const ready = job({ jobId: 'ready' });
    const unknown = job({ jobId: 'unknown', done: 9, open: 1, reconcileAt: LATER });
    expect(planAccount([spent, ready])).toMatchObject({ step: { kind: 'act', jobId: 'ready' } });
    expect(planAccount([spent, unknown])).toMatchObject({
      step: { kind: 'wait', jobId: 'unknown', until: LATER },
      waits: [
        { jobId: 'spent', until: MIDNIGHT, reason: 'quota' },
        { jobId: 'unknown', until: LATER, reason: 'reading_back' },
      ],
    });
    expect(planAccount([])).toBeNull();
  });

  it('never acts beyond amount or quota, and never on what may have been done', () => {
    fc.assert(
      fc.property(
        fc.record({
          amount: fc.integer({ min: 1, max: 20 }),
          done: fc.nat(25),
          failed: fc.nat(5),
          inReview: fc.nat(5),
          open: fc.nat(5),
          quotaLeft: fc.integer({ min: -2, max: 5 }),
          sourceExhausted: fc.boolean(),
          candidate: fc.option(
            fc.record({
              interactionId: fc.constant('1'),
              pk: fc.constant('2'),
              username: fc.constant(null),
              object: fc.constant('2'),
              details: fc.constant(null),
              alreadyDone: fc.boolean(),
              outdated: fc.constantFrom(null, 'NO_STORY' as const),
            }),
            { nil: null },
          ),
        }),
        (changes) => {
          const step = planJob(job(changes));
          if (step.kind !== 'act') return;
          const { done, failed, inReview, open } = changes;
          expect(done + failed + inReview + open).toBeLessThan(changes.amount);
          expect(changes.quotaLeft).toBeGreaterThan(0);
          expect([step.candidate.alreadyDone, step.candidate.outdated]).toEqual([false, null]);
        },
      ),
    );
  });
});
