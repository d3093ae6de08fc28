import type { VerificationMethod } from '@pacekeeper/contracts';
import type { Secret } from '../../platform/crypto/secret.ts';
import type { Failure } from './classifier.ts';

/** An answer of Instagram: a value, or what its refusal means. Nothing of the client library is in it. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly durationMs: number }
  | { readonly ok: false; readonly failure: Failure; readonly durationMs: number };

export interface InstagramUser {
  readonly pk: string;
  readonly username: string;
  readonly fullName: string;
  readonly isPrivate: boolean;
  readonly isVerified: boolean;
  readonly pictureUrl: string | null;
}

export interface Friendship {
  readonly following: boolean;
  readonly requested: boolean;
}

/** One page of what a source yields; `cursor` null at the end. */
export interface UserPage {
  readonly users: readonly InstagramUser[];
  readonly cursor: string | null;
}

/** The client of one account for the length of one turn. It is made anew each time and kept nowhere. */
export interface InstagramSession {
  /** The session as it stands now, to be sealed; null where nothing changed since it was opened. */
  changedState(): Promise<Secret<string> | null>;
  currentUser(): Promise<Answer<InstagramUser>>;
  hashtagPage(hashtag: string, cursor: string | null): Promise<Answer<UserPage>>;
  friendships(pks: readonly string[]): Promise<Answer<ReadonlyMap<string, Friendship>>>;
  friendship(pk: string): Promise<Answer<Friendship>>;
  follow(pk: string): Promise<Answer<Friendship>>;
  unfollow(pk: string): Promise<Answer<Friendship>>;
  logout(): Promise<Answer<null>>;
}

export interface TwoFactorStep {
  readonly kind: 'two_factor';
  readonly methods: readonly VerificationMethod[];
  readonly sentTo: string | null;
}

export interface ChallengeStep {
  readonly kind: 'challenge';
  readonly methods: readonly VerificationMethod[];
  readonly sentTo: string | null;
}

export type LoginResult =
  | { readonly outcome: 'connected'; readonly user: InstagramUser; readonly state: Secret<string> }
  | { readonly outcome: 'verification'; readonly step: TwoFactorStep | ChallengeStep; readonly state: Secret<string> }
  | { readonly outcome: 'failed'; readonly failure: Failure; readonly state: Secret<string> };

/** Instagram, as the rest of Pacekeeper sees it. */
export abstract class InstagramGateway {
  /**
   * Signs in. `known` is an earlier state of the same account, so that its device stays the same; null makes a device.
   * Two calls at least; no answer of Instagram makes it throw.
   */
  abstract login(username: string, password: Secret<string>, known: Secret<string> | null): Promise<LoginResult>;

  /** Finishes a sign-in that waits for a code, from the state that `login` gave. */
  abstract verify(state: Secret<string>, method: VerificationMethod, code: Secret<string>): Promise<LoginResult>;

  /** The client of a connected account. */
  abstract open(state: Secret<string>): Promise<InstagramSession>;

  /** The state without anything that grants access: the device alone, for a later sign-in. */
  abstract deviceOf(state: Secret<string>): Secret<string>;
}
