import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ERROR_SYMBOLS } from '../catalogue/index.ts';
import { en } from './en.ts';
import { LANGUAGES } from './languages.ts';
import { MESSAGE_SYMBOLS, type OwnSymbol, say, sayError, SHAPES, WAIT_SYMBOLS } from './messages.ts';
import { paramsOf, render } from './render.ts';

const MARK = 'not-declared-7c1';

/** A value of each kind, by the name of the parameter. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  user: 'anna',
  acts: 25,
  skips: 7,
  struck: 5,
  restored: 1,
  name: 'nightly',
  missed: 2,
  answer: 'not_done',
  account: 'anna.berg',
  target: 'ben_42',
  proxy: 'proxy.example:8080',
  from: '08:00',
  to: '22:00',
  reason: 'a quiet week',
  error: { symbol: 'ACTION_BLOCKED', params: {} },
  until: '2026-03-01T13:05:00.000Z',
  by: 'person',
  because: 'not_connected',
  action: 'follow',
  amount: 20,
  done: 1,
  skipped: 3,
  failures: 3,
  unreadable: 4,
  used: 40,
  limit: 50,
  limits: { follow: 12, like: null },
  source: 'hashtag',
  list: 'block_list',
  added: 3,
  links: 2,
  channels: 2,
  actions: { follow: 12, like: 3 },
  failed: 1,
  unknown: 0,
  event: 'job_done',
  status: 500,
  percent: 40,
};
const sampleOf = (symbol: OwnSymbol): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(SHAPES[symbol]).map((name) => {
      if (name === 'by' && symbol === 'plan.approved') return [name, 'administrator'];
      if (name === 'of') return [name, symbol === 'targets.skipped' ? 8 : 'travel'];
      if (name === 'to' && symbol === 'digest.summary') return [name, '2026-03-07'];
      return [name, symbol === 'notification.failed' && name === 'because' ? 'status' : SAMPLES[name]];
    }),
  );
const OWN = Object.keys(SHAPES) as OwnSymbol[];

describe('messages', () => {
  it('are typed by their symbols', () => {
    expect(say('job.paused')).toEqual({ symbol: 'job.paused', params: {} });
    expect(say('bot.started', { account: 'anna' })).toEqual({ symbol: 'bot.started', params: { account: 'anna' } });
    expect(say('CONFLICT', { what: 'Taken.' })).toEqual({ symbol: 'CONFLICT', params: { what: 'Taken.' } });
    const refused = [
      // @ts-expect-error: no such symbol
      () => say('job.exploded'),
      // @ts-expect-error: a parameter is missing
      () => say('bot.started'),
      // @ts-expect-error: not a parameter of this message
      () => say('bot.started', { account: 'anna', password: 'x' }),
      // @ts-expect-error: of another kind
      () => say('job.finished', { action: 'follow', done: '20' }),
      // @ts-expect-error: not an action
      () => say('quota.nearly_used', { action: 'jump', used: 1, limit: 2 }),
      // @ts-expect-error: a sentence is no message
      () => say('account.connect_failed', { account: 'anna', error: 'It failed.' }),
      // @ts-expect-error: the message of this error names no such parameter
      () => say('QUOTA_EXCEEDED', { what: 'x' }),
    ];
    expect(refused).toHaveLength(7);
  });

  it('name why a job or a bot waits by the symbols of the clock', () => {
    expect(WAIT_SYMBOLS).toEqual([
      'gap',
      'hourly_cap',
      'working_hours',
      'quota',
      'breaker',
      'bot_paused',
      'job_paused',
      'fleet_paused',
      'read_cap',
      'reading_back',
      'quiet_after_reconnect',
      'approval',
      'bot_stopped',
    ]);
  });

  it('keep of an error the parameters that its message names', () => {
    expect(sayError('QUOTA_EXCEEDED', { action: 'follows', limit: 12, secret: MARK })).toEqual({
      symbol: 'QUOTA_EXCEEDED',
      params: { action: 'follows', limit: 12 },
    });
  });
});

describe('render', () => {
  it.each(OWN)('says %s in a sentence', (symbol) => {
    const sentence = render({ symbol, params: sampleOf(symbol) });
    expect(sentence).toMatch(/^[A-Z@].*[.!]$|Reason: a quiet week$/s);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object|[{}]|another version/);
  });

  it.each(ERROR_SYMBOLS)('says the error %s', (symbol) => {
    expect(render(sayError(symbol, { what: 'This.', reason: 'x', summary: 'y', action: 'z', limit: 1 }))).toMatch(
      /^[^{}]+$/,
    );
  });

  it.each([
    [
      say('job.created', { action: 'follow', amount: 1, source: 'hashtag', of: 'travel' }),
      'Asked for 1 follow from #travel.',
    ],
    [
      say('job.created', { action: 'like', amount: 1000, source: 'own_followers' }),
      'Asked for 1,000 likes from your followers.',
    ],
    [
      say('job.created', { action: 'save_post', amount: 2, source: 'saved_list', of: 'mine' }),
      'Asked for 2 save post from saved list mine.',
    ],
    [
      say('job.created', { action: 'toString', amount: 2, source: 'constructor' }),
      'Asked for 2 toString from constructor.',
    ],
    [
      say('limits.wished', { limits: { like: 20, follow: null } }),
      'You set your own daily limits: follows as allowed, 20 likes.',
    ],
    [
      say('limits.set', { limits: { follow: 0, like: 1, dm: 2 }, reason: 'a {quiet} week' }),
      'An administrator set your daily limits: 0 follows, 1 like, 2 messages. Reason: a {quiet} week',
    ],
    [say('fleet_paused', { by: 'person' }), 'An administrator paused all bots.'],
    [say('bot_stopped', { because: 'not_connected' }), 'The account is not connected.'],
    [
      say('bot.paused', { account: 'anna', error: sayError('ACTION_BLOCKED'), until: '2026-03-01T13:05:00Z' }),
      'The bot of @anna paused until 1 Mar, 13:05 UTC. Instagram does not let this account do this for now.',
    ],
  ])('says %j as %s', (message, sentence) => {
    expect(render(message)).toBe(sentence);
  });

  it('tells times in the reader’s zone, and in UTC where it is unknown', () => {
    const paused = say('bot.paused', {
      account: 'a',
      error: sayError('ACTION_BLOCKED'),
      until: '2026-07-01T13:05:00Z',
    });
    expect(render(paused, { timeZone: 'Asia/Tokyo' })).toContain('until 1 Jul, 22:05 GMT+9.');
    expect(render(paused, { timeZone: 'Mars/Olympus' })).toContain('until 1 Jul, 13:05 UTC.');
  });

  it('falls back to English where a language has no words yet', () => {
    for (const language of LANGUAGES) {
      expect(render(say('job.finished', { action: 'follow', done: 1200 }), { language })).toMatch(/./);
    }
    expect(render(say('job.finished', { action: 'follow', done: 1200 }), { language: 'es' })).toBe(
      'Finished: 1,200 follows.',
    );
  });

  it.each([
    ['nothing', undefined],
    ['a list', ['anna']],
    ['text', 'anna'],
    ['a parameter of another kind', { account: 5 }],
    ['one that is inherited', Object.create({ account: 'anna' }) as object],
  ])('names the symbol where the parameters are %s', (_, params) => {
    expect(render({ symbol: 'bot.started', params })).toBe('Written by another version of Pacekeeper (bot.started).');
    expect(paramsOf('bot.started', params)).toBeNull();
  });

  const symbols = fc.oneof(
    fc.constantFrom(...MESSAGE_SYMBOLS),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', ''),
    fc.string(),
  );

  it('never throws, whatever was stored', () => {
    fc.assert(
      fc.property(
        symbols,
        fc.anything(),
        fc.constantFrom(...LANGUAGES),
        fc.string(),
        (symbol, params, language, timeZone) => {
          expect(render({ symbol, params }, { language, timeZone })).toEqual(expect.any(String));
          paramsOf(symbol, params);
        },
      ),
    );
  });

  it('never shows a parameter that is not declared', () => {
    const extra = fc.dictionary(
      fc.string().filter((name) => !Object.hasOwn(SAMPLES, name) && name !== 'of' && name !== '__proto__'),
      fc.constantFrom(MARK, [MARK], { symbol: MARK, params: { x: MARK } }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...OWN), extra, (symbol, more) => {
        const sample = sampleOf(symbol);
        const params = {
          ...more,
          ...sample,
          ...(sample['error'] ? { error: { symbol: 'QUOTA_EXCEEDED', params: more, [MARK]: MARK } } : {}),
          ...(sample['limits'] ? { limits: { follow: 1, ...more } } : {}),
        };
        expect(render({ symbol, params })).not.toContain(MARK);
        expect(JSON.stringify(paramsOf(symbol, params))).not.toContain(MARK);
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...ERROR_SYMBOLS), extra, (symbol, more) => {
        const named = [...en.error(symbol).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const params = Object.fromEntries(Object.entries(more).filter(([name]) => !named.includes(name)));
        expect(render({ symbol, params })).not.toContain(MARK);
        expect(JSON.stringify(paramsOf(symbol, params))).not.toContain(MARK);
      }),
    );
  });
});
