import { afterEach, describe, expect, it } from '@jest/globals';
import type { Action } from '@pacekeeper/contracts';
import { Secret } from '../../platform/crypto/secret.ts';
import type { Egress } from './egress/egress.ts';
import {
  type Answer,
  type InstagramProvider,
  PasswordProvider,
  PROVIDERS,
  type StoryRef,
} from './instagram.provider.ts';

export interface Subjects {
  /** An open person with media, a story, and more followers than one page has. */
  readonly person: { readonly pk: string; readonly username: string };
  /** A medium and a story of that person. */
  readonly medium: string;
  readonly story: StoryRef;
  /** A private person. */
  readonly closed: { readonly pk: string; readonly username: string };
  /** Media with likers, and with comments. */
  readonly liked: string;
  readonly commented: string;
  /** A hashtag that is used, and words that find a place. */
  readonly hashtag: string;
  readonly place: string;
  /** An id and a name that nobody has. */
  readonly nobody: { readonly pk: string; readonly username: string };
}

/** What a provider's other side can be made to do, so that one suite serves every provider. */
export interface ProviderSetup {
  readonly provider: InstagramProvider;
  /** The state of an account that has just been connected. */
  connected(): Promise<Secret<string>>;
  /** What there is at the other side to be read and acted on; the account has done nothing to it yet. */
  subjects(): Promise<Subjects>;
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

/** What a state holds that grants access, in whatever form: no answer may have any of it. */
export const secretsIn = (state: Secret<string>): string[] =>
  [...state.open().matchAll(/[\w%+=.-]{24,}/g)].map(([text]) => text);

/** A session of an account that has just been connected, and what there is for it. */
export const opened = async (given: ProviderSetup) => {
  const state = await given.connected();
  return { ...given, given, state, session: await given.provider.open(state), subjects: await given.subjects() };
};

/** The value of a good answer. @throws Error with the symbol of a refusal */
export const valueOf = <T>(answer: Answer<T>): T => {
  if (!answer.ok) throw new Error(answer.failure.symbol);
  return answer.value;
};

/** The suite that every provider passes, with those of reads.contract.ts and actions.contract.ts. `setup` is called for each test. */
export const describeProvider = (name: string, setup: () => ProviderSetup): void => {
  const open = () => opened(setup());

  describe(`the provider ${name}`, () => {
    afterEach(() => setup().heal());

    it('says who it is, and how an account is connected', () => {
      const { provider } = setup();
      expect(PROVIDERS).toContain(provider.name);
      expect(provider.connect).toBe(provider instanceof PasswordProvider ? 'password' : 'oauth');
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

    it('takes its own export for the same session, and nothing that is none', async () => {
      const { provider, state, session } = await open();
      if (!(provider instanceof PasswordProvider)) return expect(provider.connect).toBe('oauth');
      const user = await session.currentUser();
      if (!user.ok) throw new Error(user.failure.symbol);
      const account = { username: user.value.username, pk: user.value.pk, at: new Date() };
      const read = await provider.readSession(JSON.stringify(provider.exportSession(state, account)));
      if (!read.read) throw new Error(JSON.stringify(read.problems));
      expect(read).toMatchObject({ userId: user.value.pk, bare: false });
      expect(provider.versionOf(read.state)).toMatchObject({
        client: expect.stringMatching(/^[\d.]+ \d+$/),
        kept: true,
      });
      expect(await provider.takeSession(read.state, null)).toMatchObject({ outcome: 'connected', user: user.value });
      const none = await provider.readSession('{"a": 1}');
      expect(none).toMatchObject({ read: false, problems: [{ path: 'session' }] });
    });

    it('signs out', async () => {
      const { session } = await open();
      expect((await session.logout()).ok).toBe(true);
      expect((await session.currentUser()).ok).toBe(false);
    });
  });
};
