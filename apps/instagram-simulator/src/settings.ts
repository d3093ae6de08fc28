import type { GrantMode } from './login/grant.ts';
import type { IdMode } from './wire/ids.ts';

export const VERSION_ANSWERS = ['unsupported_version', 'needs_upgrade', 'needs_upgrade_467'] as const;
export type VersionAnswer = (typeof VERSION_ANSWERS)[number];

/** What one app version, or all that begin alike (`222.`), gets. */
export interface VersionRow {
  readonly version: string;
  readonly answer: 'accepted' | VersionAnswer;
}

/** What tests may switch while the simulator runs. Key by key the body of `PATCH /settings`. */
export interface Settings {
  /** Every answer comes this much later, plus a seeded 0 to `latency_jitter_ms`. */
  readonly latency_ms: number;
  readonly latency_jitter_ms: number;
  /** The share of calls, seeded, that are lost: half of them on their way here, half with the answer on its way back. */
  readonly loss_share: number;
  /** Whether ids come as JSON numbers, as strings, or now one and now the other. */
  readonly ids: IdMode;
  readonly session_grant: GrantMode;
  /** Which of the two known answers a wrong name or password gets. */
  readonly bad_credentials: 'classic' | 'modern';
  readonly gzip: boolean;
  /** false: signed bodies are read without checking the signature, for clients with another key. */
  readonly verify_signatures: boolean;
  /** false: `feed/tag/{tag}/` answers 404, as it does since 2023. */
  readonly old_tag_feed: boolean;
  /** Hashtag pages hold a section now and then that is no media grid. */
  readonly odd_sections: boolean;
  readonly followers_page: number;
  /** Media of a page of a hashtag, a location, a user or the timeline; sections hold three. */
  readonly media_page: number;
  /** Other people's follower lists end here; null: they are whole. */
  readonly follower_list_limit: number | null;
  /** App versions that are refused: a whole version, or its beginning (`222.`). */
  readonly refused_versions: readonly string[];
  /** Versions below are refused; null: none is. */
  readonly minimum_version: string | null;
  readonly version_answer: VersionAnswer;
  /** Versions with an answer of their own; the first row that fits decides before all of the above. */
  readonly versions: readonly VersionRow[];
  /** Sessions of sign-ins die, too, when they are used from another device or with another version. */
  readonly bind_sessions: boolean;
  /** `user:password` that a call must bring as Proxy-Authorization, or it gets 407; null: none is asked for. */
  readonly proxy_credentials: string | null;
  /** The share of followed public users who follow back, and after how long on the virtual clock. */
  readonly follow_back_share: number;
  readonly follow_back_after_s: number;
  /** The share of asked private users who accept a follower, and after how long on the virtual clock. */
  readonly accept_share: number;
  readonly accept_after_s: number;
  /** How many of the world begin to follow each account in a day of the virtual clock, and how many stop. */
  readonly follower_gain_per_day: number;
  readonly follower_loss_per_day: number;
}

export const DEFAULT_SETTINGS: Settings = {
  latency_ms: 0,
  latency_jitter_ms: 0,
  loss_share: 0,
  ids: 'number',
  session_grant: 'both',
  bad_credentials: 'classic',
  gzip: false,
  verify_signatures: true,
  old_tag_feed: false,
  odd_sections: true,
  followers_page: 50,
  media_page: 30,
  follower_list_limit: null,
  refused_versions: [],
  minimum_version: null,
  version_answer: 'unsupported_version',
  versions: [],
  bind_sessions: false,
  proxy_credentials: null,
  follow_back_share: 0,
  follow_back_after_s: 60,
  accept_share: 0,
  accept_after_s: 60,
  follower_gain_per_day: 0,
  follower_loss_per_day: 0,
};
