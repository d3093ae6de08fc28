import type { Action, CODE_METHODS, VerificationAsk, VerificationMethod } from '@pacekeeper/contracts';
import type { Secret } from '../../platform/crypto/secret.ts';
import type { Failure } from './classifier.ts';
import type { Egress } from './egress/egress.ts';

/** The ways to Instagram that an account may have. */
export const PROVIDERS = ['private', 'official'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** How an account is connected: its password is typed here, or Instagram's own page asks for consent. */
export type ConnectKind = 'password' | 'oauth';

/** What is stored of a connected account, opened, and by which provider it is understood. */
export interface AccountState {
  readonly provider: ProviderName;
  readonly state: Secret<string>;
}

export type CodeMethod = (typeof CODE_METHODS)[number];

/** An answer of Instagram: a value, or what its refusal means. Nothing of the client library is in it. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly durationMs: number }
  | { readonly ok: false; readonly failure: Failure; readonly durationMs: number };

/** The value of a good answer made into another; a refusal stays as it is. */
export const mapAnswer = <T, U>(answer: Answer<T>, to: (value: T) => U): Answer<U> =>
  answer.ok ? { ...answer, value: to(answer.value) } : answer;

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
  /** Whether they follow the account; null where the answer does not tell. */
  readonly followedBy: boolean | null;
}

/** A post or reel. `id` is `<pk>_<owner pk>`, as the private API has it. */
export interface InstagramMedia {
  readonly id: string;
  /** The shortcode of its address. */
  readonly code: string | null;
  readonly owner: InstagramUser;
  /** Null where the answer does not tell. */
  readonly hasLiked: boolean | null;
  readonly takenAt: Date | null;
}

/** One item of a person's story. */
export interface InstagramStory {
  readonly id: string;
  readonly owner: InstagramUser;
  readonly takenAt: Date;
  /** Null where the answer does not tell. */
  readonly seen: boolean | null;
}

/** What a call needs of a story. */
export interface StoryRef {
  readonly id: string;
  readonly ownerPk: string;
  readonly takenAt: Date;
}

/** A person's own page. What the answer does not tell is null. */
export interface InstagramProfile extends InstagramUser {
  readonly followers: number | null;
  readonly following: number | null;
  readonly posts: number | null;
  readonly biography: string | null;
  readonly isBusiness: boolean | null;
  readonly hasPicture: boolean | null;
}

export interface InstagramPlace {
  readonly pk: string;
  readonly name: string;
  readonly address: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
}

/** A conversation with one person; `pending` while they have not accepted it. */
export interface InstagramThread {
  readonly exists: boolean;
  readonly pending: boolean;
}

/** The most people whose stories one call asks for. */
export const MOST_STORY_OWNERS = 50;

/**
 * One page of a list; `cursor` null at the end. What could not be read is left out and counted: a page without items and
 * with something unreadable is not an empty one.
 */
export interface Page<T> {
  readonly items: readonly T[];
  readonly unreadable: number;
  readonly cursor: string | null;
}

/** The account's relationships to the requested users; `unreadable` counts those that the answer did not tell. */
export interface Friendships {
  readonly known: ReadonlyMap<string, Friendship>;
  readonly unreadable: number;
}

/** The client of one account for the length of one turn. It is created for each turn and never kept. */
export interface InstagramSession {
  /** The current session, to be sealed; null if nothing changed since it was opened. */
  changedState(): Promise<Secret<string> | null>;
  currentUser(): Promise<Answer<InstagramUser>>;

  /** The newest media of a hashtag or a place. */
  hashtagPage(hashtag: string, cursor: string | null): Promise<Answer<Page<InstagramMedia>>>;
  locationPage(pk: string, cursor: string | null): Promise<Answer<Page<InstagramMedia>>>;
  places(query: string): Promise<Answer<readonly InstagramPlace[]>>;

  /** People; each once on a page. */
  followersPage(pk: string, cursor: string | null): Promise<Answer<Page<InstagramUser>>>;
  followingPage(pk: string, cursor: string | null): Promise<Answer<Page<InstagramUser>>>;
  /** Instagram tells the likers of a medium on one page, which may not have all of them. */
  likers(mediaId: string): Promise<Answer<Page<InstagramUser>>>;
  commentersPage(mediaId: string, cursor: string | null): Promise<Answer<Page<InstagramUser>>>;

  /** TARGET_NOT_FOUND where there is no such person. */
  userByName(username: string): Promise<Answer<InstagramProfile>>;
  profile(pk: string): Promise<Answer<InstagramProfile>>;
  /** A person's media, the newest first. */
  mediaPage(pk: string, cursor: string | null): Promise<Answer<Page<InstagramMedia>>>;
  media(id: string): Promise<Answer<InstagramMedia>>;
  /**
   * The stories of at most MOST_STORY_OWNERS people in one call, the oldest first. Nobody without a story is in it; who
   * has one that cannot be read has an empty list.
   */
  stories(pks: readonly string[]): Promise<Answer<ReadonlyMap<string, readonly InstagramStory[]>>>;
  /** Whether there is a conversation with this person, and whether it still waits for their consent. */
  threadWith(pk: string): Promise<Answer<InstagramThread>>;

  friendships(pks: readonly string[]): Promise<Answer<Friendships>>;
  friendship(pk: string): Promise<Answer<Friendship>>;
  follow(pk: string): Promise<Answer<Friendship>>;
  unfollow(pk: string): Promise<Answer<Friendship>>;

  /** `liked` as far as the answer tells; an acceptance without more counts as done. */
  like(mediaId: string): Promise<Answer<{ readonly liked: boolean }>>;
  unlike(mediaId: string): Promise<Answer<{ readonly liked: boolean }>>;
  viewStory(story: StoryRef): Promise<Answer<null>>;
  reactToStory(story: StoryRef, emoji: string): Promise<Answer<null>>;
  sendMessage(pk: string, text: string): Promise<Answer<null>>;

  logout(): Promise<Answer<null>>;
}

/** What Instagram asks for before it completes a sign-in, as it told it; nothing in it is secret. */
export interface VerificationStep {
  readonly kind: 'two_factor' | 'challenge';
  readonly asks: VerificationAsk;
  readonly methods: readonly VerificationMethod[];
  /** The way that is expected now; null until a person has chosen. */
  readonly method: VerificationMethod | null;
  /** Where a code is on its way to, masked; null where none was sent. */
  readonly sentTo: string | null;
  readonly canSend: readonly { readonly method: CodeMethod; readonly to: string | null }[];
  /** Seconds until Instagram may be asked for another code; null where none was sent. */
  readonly waitSeconds: number | null;
  /** Instagram's page for it; https on instagram.com. */
  readonly link: string | null;
  readonly review: { readonly platform: string | null; readonly country: string | null } | null;
}

/** The app version of a session, as the database knows it; `client` null: whatever the installation claims. */
export interface ClaimedVersion {
  readonly client: string | null;
  /** It came with a session file: configuration does not change it. */
  readonly kept: boolean;
}

/** What an export says of its account beside the session. */
export interface ExportedAccount {
  readonly username: string;
  readonly pk: string;
  readonly at: Date;
}

/** A session file as a state of the provider; or what is missing or wrong in it, without any value of it. */
export type SessionReading =
  | {
      readonly read: true;
      /** A sessionid alone, on a new device. */
      readonly bare: boolean;
      /** The account that the file names. */
      readonly userId: string;
      readonly state: Secret<string>;
    }
  | { readonly read: false; readonly problems: readonly { readonly path: string; readonly message: string }[] };

type Failed = { readonly outcome: 'failed'; readonly failure: Failure; readonly state: Secret<string> };

export type LoginResult =
  | { readonly outcome: 'connected'; readonly user: InstagramUser; readonly state: Secret<string> }
  | { readonly outcome: 'verification'; readonly step: VerificationStep; readonly state: Secret<string> }
  | Failed;

export type SendResult =
  | {
      readonly outcome: 'sent';
      readonly sentTo: string | null;
      readonly waitSeconds: number;
      readonly state: Secret<string>;
    }
  | Failed;

/**
 * One way to Instagram. What it can do is asked here before anything is tried; every provider passes the suite in
 * gateway.contract.ts.
 */
export abstract class InstagramProvider {
  abstract readonly name: ProviderName;
  abstract readonly connect: ConnectKind;

  /** Whether its sessions can do this at all. */
  abstract supports(action: Action): boolean;

  /** The client of a connected account; all its calls go the way that the state carries (`through`), and no other. */
  abstract open(state: Secret<string>): Promise<InstagramSession>;

  /**
   * The state with the proxy that its calls take; null: with none, whatever it carried. It is not part of what
   * `changedState` gives back to be stored.
   */
  abstract through(state: Secret<string>, via: Egress | null): Secret<string>;

  /** The proxy that a state carries: one that `through` gave, or one of a sign-in under way. */
  abstract egressOf(state: Secret<string>): Egress | null;

  /** What the device of an account calls itself, such as "samsung SM-G930F, Android 8.0.0"; nothing of it is secret. */
  abstract deviceName(state: Secret<string>): string | null;

  /** The state without anything that grants access: the device alone, for a later sign-in. */
  abstract deviceOf(state: Secret<string>): Secret<string>;
}

/** A provider whose accounts are connected with their Instagram password. */
export abstract class PasswordProvider extends InstagramProvider {
  override readonly connect = 'password';

  /**
   * Signs in. `known` is an earlier state of the same account, so that its device stays the same; null makes a device.
   * Two calls at least; no answer of Instagram makes it throw. `via` is the account's proxy, which every call of the
   * sign-in then takes, also those of `verify`.
   */
  abstract login(
    username: string,
    password: Secret<string>,
    known: Secret<string> | null,
    via?: Egress | null,
  ): Promise<LoginResult>;

  /**
   * Goes on with a sign-in that waits, from the state that `login` gave: with a code, or for `approve` with the person's
   * "It was me". A failure leaves the state as it was.
   */
  abstract verify(state: Secret<string>, method: VerificationMethod, code: Secret<string> | null): Promise<LoginResult>;

  /** Has Instagram send a code, the first or another. What it was sent before may not count any more. */
  abstract sendCode(state: Secret<string>, method: CodeMethod): Promise<SendResult>;

  /** Reads a session that another client made, as text or JSON. Never throws, and calls nobody. */
  abstract readSession(file: unknown): Promise<SessionReading>;

  /** Asks Instagram whose session it is, by one call; the state is as it is after that. */
  abstract takeSession(session: Secret<string>, via: Egress | null): Promise<LoginResult>;

  /** The content of a file that `readSession` takes. It grants access. */
  abstract exportSession(state: Secret<string>, account: ExportedAccount): Record<string, unknown>;

  abstract versionOf(state: Secret<string>): ClaimedVersion;
}
