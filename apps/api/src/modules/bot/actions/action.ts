import type { ActionEntry, ErrorSymbol, Message } from '@pacekeeper/contracts';
import type { Answer, InstagramSession } from '../../instagram/index.ts';
import type { Preparation } from './preparation.ts';

/** What came of an action that Instagram accepted. */
export interface Applied {
  /** False if Instagram reported success but did nothing. */
  readonly applied: boolean;
  /** True if it is not finished yet, such as a request that a private account has not accepted. */
  readonly pending: boolean;
}

export const DONE: Applied = { applied: true, pending: false };

/** What an action is done to, as the ledger keeps it. */
export interface ActionObject {
  /** The id of a post or story, else the person's. */
  readonly id: string;
  /** The person, or the owner of the post or story. */
  readonly pk: string;
  /** What the call needs beside the ids. */
  readonly details: Details | null;
}
export type Details = Readonly<Record<string, unknown>>;

export type Options = Readonly<Record<string, unknown>>;

/** People whom an action leaves out by what is stored here, whatever Instagram says. */
export type Sparing = 'allow_listed' | 'known_followers';

/** One kind of side effect. `entry` says on what it acts, which quota it spends and what a job may say of it. */
export interface Action {
  readonly entry: ActionEntry;
  perform(session: InstagramSession, object: ActionObject, options: Options): Promise<Answer<Applied>>;
  /**
   * Null for what Instagram does not show, and a null answer for an object that it does not show any more: such an outcome
   * goes to a person for review.
   */
  readonly readBack: ((session: InstagramSession, object: ActionObject) => Promise<Answer<Applied | null>>) | null;
  /**
   * The state of each of these people, by pk: true if it already is as the action would make it. One call for the whole page;
   * missing entries are unknown. Null if Instagram does not tell it for several at once: then nothing is left out before, nor
   * verified after.
   */
  readonly standing:
    ((session: InstagramSession, pks: readonly string[]) => Promise<Answer<ReadonlyMap<string, boolean>>>) | null;
  /** What has to be read of a person first; null: nothing, the action is done to whom the source names. */
  readonly preparation: Preparation | null;
  readonly spares: readonly Sparing[];
  /** Pure: why the object does not wait for this action any longer, such as a story that has run out; null: it does. */
  outdated?(details: Details | null, now: Date): ErrorSymbol | null;
  /** What the activity log says of it. */
  describe(target: string, applied: Applied): Message;
}
