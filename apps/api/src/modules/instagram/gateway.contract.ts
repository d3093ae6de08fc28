import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ACTIONS, type Action, ERROR_SYMBOLS } from '@pacekeeper/contracts';
import { Secret } from '../../platform/crypto/secret.ts';
import type { Egress } from './egress/egress.ts';
import {
  type Answer,
  type InstagramProvider,
  type InstagramSession,
  PasswordProvider,
  PROVIDERS,
} from './instagram.provider.ts';

/** What a provider's other side can be made to do, so that one suite serves every provider. */
export interface ProviderSetup {
  readonly provider: InstagramProvider;
  /** The state of an account that has just been connected. */
  connected(): Promise<Secret<string>>;
  /** A user who can be acted on. */
  target(): Promise<string>;
  /** Ends the sessions of the account that was connected last, at the other side. */
  end(): Promise<void>;
  /** What the next calls are answered, until `heal`; names that `TROUBLES` has. */
  trouble(kind: Trouble): Promise<void>;
  heal(): Promise<void>;
  /** How often an action reached the other side. */
  calls(action: Action): Promise<number>;
}

/** Answers that any Instagram may give, whatever they look like on its wire. */
export const TROUBLES = ['no answer', 'server error', 'no JSON', 'rate limit', 'refusal', 'nonsense'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** The call of a session that performs an action; those without one are supported by no provider yet. */
const CALLS: Partial<Record<Action, (session: InstagramSession, target: string) => Promise<Answer<unknown>>>> = {
  follow: (session, target) => session.follow(target),
  unfollow: (session, target) => session.unfollow(target),
};

/** What a state holds that grants access, in whatever form: no answer may have any of it. */
const secretsIn = (state: Secret<string>): string[] =>
  [...state.open().matchAll(/[\w%+=.-]{24,}/g)].map(([text]) => text);

/** The suite that every provider passes. `setup` is called for each test. */
export const describeProvider = (name: string, setup: () => ProviderSetup): void => {
  const open = async () => {
    const given = setup();
    const state = await given.connected();
    return { ...given, given, state, session: await given.provider.open(state) };
  };

  describe(`the provider ${name}`, () => {
    afterEach(() => setup().heal());

    it('says who it is, and how an account is connected', () => {
      const { provider } = setup();
      expect(PROVIDERS).toContain(provider.name);
      expect(provider.connect).toBe(provider instanceof PasswordProvider ? 'password' : 'oauth');
    });

    it.each(ACTIONS)('says whether it supports %s, and has a call for it where it does', async (action) => {
      const { session, given } = await open();
      const call = CALLS[action];
      if (!given.provider.supports(action)) return expect(given.provider.supports(action)).toBe(false);
      const before = await given.calls(action);
      expect(await call?.(session, await given.target())).toMatchObject({ ok: true });
      expect(await given.calls(action)).toBe(before + 1);
    });

    it('knows who is connected', async () => {
      const { session } = await open();
      const answer = await session.currentUser();
      expect(answer).toMatchObject({ ok: true, value: { pk: expect.stringMatching(/^\d+$/) } });
      expect(answer.durationMs).toBeGreaterThanOrEqual(0);
    });

    it('stores nothing before something has changed', async () => {
      expect(await (await open()).session.changedState()).toBeNull();
    });

    it.each(TROUBLES)('never throws, and says what it means, where there is %s', async (kind) => {
      const { session, state, given } = await open();
      const target = await given.target();
      await given.trouble(kind);
      for (const answer of [
        await session.currentUser(),
        await session.friendship(target),
        await session.follow(target),
      ]) {
        expect(answer.ok).toBe(false);
        if (answer.ok) return;
        expect(ERROR_SYMBOLS).toContain(answer.failure.symbol);
        const shown = inspect(answer, { depth: 10 });
        for (const secret of secretsIn(state)) expect(shown).not.toContain(secret);
      }
    });

    it.each(['server error', 'no JSON', 'rate limit', 'refusal', 'nonsense'] as const)(
      'does not claim that an action had no effect where there is %s',
      async (kind) => {
        const { session, given } = await open();
        await given.trouble(kind);
        expect(await session.follow(await given.target())).toMatchObject({
          ok: false,
          failure: { effect: 'possible' },
        });
      },
    );

    it('continues after a trouble, with the same session', async () => {
      const { session, given } = await open();
      await given.trouble('server error');
      expect((await session.currentUser()).ok).toBe(false);
      await given.heal();
      expect((await session.currentUser()).ok).toBe(true);
    });

    it('says of a session that was ended that it is gone, without a doubt', async () => {
      const { session, given } = await open();
      await given.end();
      const answer = await session.currentUser();
      expect(answer).toMatchObject({ ok: false, failure: { symbol: 'SESSION_INVALID', effect: 'none' } });
      expect(answer.ok || answer.failure.doubt).toBeUndefined();
    });

    it('reads back what it did', async () => {
      const { session, given } = await open();
      const target = await given.target();
      await session.follow(target);
      expect(await session.friendship(target)).toMatchObject({ ok: true });
      const many = await session.friendships([target, '1']);
      if (!many.ok) throw new Error(many.failure.symbol);
      expect(many.value.known.has(target)).toBe(true);
      expect(many.value.known.size + many.value.unreadable).toBe(2);
    });

    it('keeps of a state a device that opens nothing', async () => {
      const { provider, state } = await open();
      const device = provider.deviceOf(state);
      expect(provider.deviceName(device)).toBe(provider.deviceName(state));
      const answer = await (await provider.open(device)).currentUser();
      expect(answer).toMatchObject({ ok: false, failure: { symbol: 'SESSION_INVALID' } });
    });

    it('carries a proxy with a state, takes it away again, and never stores it', async () => {
      const { provider, state } = await open();
      const via: Egress = { key: 'an account', url: new Secret('http://name:word-5512@proxy.example:8080') };
      const through = provider.through(state, via);
      expect(provider.egressOf(through)).toMatchObject({ key: via.key });
      expect(provider.egressOf(through)?.url.open()).toBe(via.url.open());
      expect(provider.egressOf(provider.through(through, null))).toBeNull();
      expect(provider.egressOf(state)).toBeNull();
      expect(provider.deviceOf(through).open()).not.toContain('word-5512');
    });

    it('signs out', async () => {
      const { session } = await open();
      expect((await session.logout()).ok).toBe(true);
      expect((await session.currentUser()).ok).toBe(false);
    });
  });
};
