import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  ACTION_ENTRIES,
  type ActionEntry,
  createJobSchemaOf,
  PAIRS,
  render,
  SOURCE_ENTRIES,
  type SourceEntry,
  say,
} from '@pacekeeper/contracts';
import { eventually, Simulator } from '@pacekeeper/testing';
import { z } from 'zod';
import type { Caller } from '../../platform/http/access.ts';
import { TestApi } from '../../testing/test-api.ts';
import { TestWorker } from '../../testing/test-worker.ts';
import type { InstagramUser } from '../instagram/index.ts';
import type { Action } from './actions/action.ts';
import { JobCreation } from './jobs/job-creation.service.ts';
import { Kinds } from './kinds.ts';
import { defineSource } from './sources/source.ts';

// A real worker against the simulator.
jest.setTimeout(60_000);

const PASSWORD = 'thistle-anchor-over-6611-dunes';

/** A toy action: it waves at people, spends likes, and cannot be read back. */
const waveEntry = {
  action: 'wave',
  on: 'user',
  spends: 'like',
  options: z.object({ hand: z.enum(['left', 'right']) }),
  label: { one: 'wave', many: 'waves' },
  undoneBy: null,
} as const satisfies ActionEntry;

/** A toy source: `size` people in a circle, two on a page. */
const circleEntry = {
  source: 'circle',
  yields: 'user',
  params: z.object({ size: z.int().max(10) }),
  shown: { size: z.int().optional() },
  label: 'a circle',
  about: ({ size }: { size: number }) => String(size),
} as const satisfies SourceEntry;

const waved: Array<{ pk: string; hand: unknown }> = [];
const wave: Action = {
  entry: waveEntry,
  perform: async (_, { pk }, { hand }) => {
    waved.push({ pk, hand });
    // The answer to the second is lost.
    return waved.length === 2
      ? {
          ok: false,
          durationMs: 1,
          failure: {
            symbol: 'TARGET_PRIVATE',
            side: 'target',
            scope: 'target',
            next: 'skip_target',
            effect: 'possible',
          },
        }
      : { ok: true, durationMs: 1, value: { applied: true, pending: false } };
  },
  readBack: null,
  standing: null,
  preparation: null,
  spares: [],
  describe: (target) => say('action.done', { action: 'wave', target }),
};
const person = (pk: number): InstagramUser => ({
  pk: String(pk),
  username: `circle_${pk}`,
  fullName: '',
  isPrivate: false,
  isVerified: false,
  pictureUrl: null,
});
const circle = defineSource(circleEntry, async (_, { size }, cursor) => {
  const from = Number(cursor ?? 0);
  const items = [from, from + 1]
    .filter((at) => at < size)
    .map((at) => ({ kind: 'user' as const, ...person(700 + at) }));
  return {
    ok: true,
    durationMs: 1,
    value: { items, unreadable: 0, cursor: from + 2 < size ? String(from + 2) : null },
  };
});

const toys = createJobSchemaOf([...ACTION_ENTRIES, waveEntry], [...SOURCE_ENTRIES, circleEntry], {
  ...PAIRS,
  wave: ['circle'],
});

describe('every entry of the contract', () => {
  const kinds = new Kinds();
  it.each(ACTION_ENTRIES.map(({ action }) => action))('%s can be done', (action) =>
    expect(kinds.action(action).entry.action).toBe(action),
  );
  it.each(SOURCE_ENTRIES.map(({ source }) => source))('%s can be read', (source) =>
    expect(kinds.source(source).entry.source).toBe(source),
  );
});

describe('a body with a toy action and a toy source', () => {
  it.each<[string, object, boolean]>([
    ['is taken with the parameters of both', { action: 'wave', source: 'circle', size: 4, hand: 'left' }, true],
    ['leaves the others as they are', { action: 'follow', source: 'hashtag', hashtag: '#Sunset' }, true],
    ['is refused without a parameter', { action: 'wave', source: 'circle', hand: 'left' }, false],
    ['is refused without an option', { action: 'wave', source: 'circle', size: 4 }, false],
    [
      'is refused for a pair that is not allowed',
      { action: 'wave', source: 'hashtag', hashtag: 'x', hand: 'left' },
      false,
    ],
    [
      'is refused with another source’s parameter',
      { action: 'follow', source: 'hashtag', hashtag: 'x', size: 4 },
      false,
    ],
    ['is refused for an unknown action', { action: 'bow', source: 'circle', size: 4 }, false],
    ['is refused for an unknown source', { action: 'wave', source: 'square', size: 4 }, false],
  ])('%s', (_, body, taken) => expect(toys.safeParse({ amount: 3, ...body }).success).toBe(taken));
});

describe('a job with a toy action and a toy source', () => {
  let simulator: Simulator;
  let api: TestApi;
  let worker: TestWorker;

  beforeAll(async () => {
    simulator = await Simulator.start();
    const env: Record<string, string> = {
      DATA_DIR: mkdtempSync(join(tmpdir(), 'pacekeeper-kinds-')),
      INSTAGRAM_BASE_URL: simulator.instagramUrl,
      PACE_SPEED: '600',
    };
    api = await TestApi.start(env, async (database) => {
      env['DATABASE_URL'] = database.appUrl;
      return {};
    });
    worker = await TestWorker.start(env);
  });
  afterAll(async () => {
    await worker?.stop();
    await api.stop();
    await simulator.stop();
  });

  it('is planned, paced, performed, counted and told like any other, and nothing else knows of it', async () => {
    api.app.get(Kinds, { strict: false }).add(wave, circle);
    worker.get(Kinds).add(wave, circle);
    const user = await api.given.user();
    const token = await api.signIn(user.username);
    const post = (path: string, body: object = {}) => api.ask('POST', `/api/bot/${path}`, { token, body });
    await simulator.control('POST', '/accounts', { username: 'toy', password: PASSWORD });
    await post('login', { username: 'toy', password: PASSWORD });
    await post('start');

    const body = toys.parse({ action: 'wave', source: 'circle', size: 5, hand: 'left', amount: 4 });
    const caller = { id: user.id, role: 'user' } as Caller;
    const { id } = await api.app.get(JobCreation, { strict: false }).create(caller, { ...body });
    const rows = () =>
      api.given.sql<{ target_pk: string; state: string }>(
        'SELECT target_pk, state FROM interactions WHERE job_id = $1 AND state <> $2 ORDER BY id',
        [id, 'planned'],
      );
    await eventually(async () => waved.length === 4, 'as many as were asked for are under way or done');
    // One that is not known is not replaced.
    await api.given.sql(
      `UPDATE interactions SET deadline_at = now() - interval '1 minute', reconcile_at = now() WHERE job_id = $1 AND state = 'unknown'`,
      [id],
    );
    await eventually(
      async () =>
        (await api.given.sql(`SELECT 1 FROM bot_jobs WHERE id = $1 AND state = 'completed'`, [id])).length > 0,
      'the job ends',
    );
    expect(waved).toEqual([700, 701, 702, 703].map((pk) => ({ pk: String(pk), hand: 'left' })));
    // What cannot be read back waits for a person's word.
    expect(await rows()).toEqual(
      ['confirmed', 'needs_review', 'confirmed', 'confirmed'].map((state, at) => ({
        target_pk: String(700 + at),
        state,
      })),
    );
    const usage = await api.given.sql(
      'SELECT action, used FROM quota_usage WHERE user_id = $1 AND account_id IS NULL',
      [user.id],
    );
    expect(usage).toEqual([{ action: 'like', used: 4 }]);
    const told = await api.given.sql<{ symbol: string; params: object }>(
      'SELECT message_symbol AS symbol, params FROM activity_logs WHERE job_id = $1 ORDER BY id',
      [id],
    );
    const messages = told.map((message) => render(message));
    // A kind without words of its own is told by its name.
    expect(messages[0]).toBe('Asked for 4 wave from circle 5.');
    expect(messages).toContain('Done: wave for @circle_700.');
    expect(messages.at(-1)).toBe('Finished: 3 wave.');
  });
});
