import type { Action, Message } from '@pacekeeper/contracts';
import type { Answer, InstagramSession } from '../../instagram/index.ts';

/** What came of an action that Instagram accepted. */
export interface Applied {
  /** False where Instagram answered with success and did nothing. */
  readonly applied: boolean;
  /** Where it is true but not finished, such as a request that a private account has yet to accept. */
  readonly pending: boolean;
}

/** How targets stand before an action; of those in neither set the answer said that the action is not done yet. */
export interface Standing {
  /** As the action would make them already. */
  readonly done: ReadonlySet<string>;
  /** The answer did not say. */
  readonly unreadable: ReadonlySet<string>;
}

/**
 * One kind of side effect: performed on one target, and read back where it left a trace. A new action is one file
 * with one of these, one catalogue entry and one column of the limits.
 */
export interface ActionKind {
  readonly action: Action;
  perform(session: InstagramSession, targetPk: string): Promise<Answer<Applied>>;
  /** Null for what Instagram does not show: such an outcome goes to a person for review. */
  readonly readBack: ((session: InstagramSession, targetPk: string) => Promise<Answer<Applied>>) | null;
  /** How these targets stand already; one call for the whole page. */
  alreadySo(session: InstagramSession, targetPks: readonly string[]): Promise<Answer<Standing>>;
  /** What the activity log says of it. */
  describe(target: string, applied: Applied): Message;
}
