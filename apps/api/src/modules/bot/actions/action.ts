import type { ActionEntry, Message } from '@pacekeeper/contracts';
import type { Answer, InstagramSession } from '../../instagram/index.ts';

/** What came of an action that Instagram accepted. */
export interface Applied {
  /** False if Instagram reported success but did nothing. */
  readonly applied: boolean;
  /** True if it is not finished yet, such as a request that a private account has not accepted. */
  readonly pending: boolean;
}

/** What an action is done to, as the ledger keeps it: the media's id for what is done to media, else the person's. */
export type ObjectId = string;

export type Options = Readonly<Record<string, unknown>>;

/** One kind of side effect. `entry` says on what it acts, which quota it spends and what a job may say of it. */
export interface Action {
  readonly entry: ActionEntry;
  perform(session: InstagramSession, id: ObjectId, options: Options): Promise<Answer<Applied>>;
  /** Null for what Instagram does not show: such an outcome goes to a person for review. */
  readonly readBack: ((session: InstagramSession, id: ObjectId) => Promise<Answer<Applied>>) | null;
  /**
   * The state of each of these: true if it already is as the action would make it. One call for the whole page; missing
   * entries are unknown. Null if Instagram does not tell it for several at once: then nothing is left out before, nor
   * verified after.
   */
  readonly standing:
    ((session: InstagramSession, ids: readonly ObjectId[]) => Promise<Answer<ReadonlyMap<ObjectId, boolean>>>) | null;
  /** What the activity log says of it. */
  describe(target: string, applied: Applied): Message;
}
