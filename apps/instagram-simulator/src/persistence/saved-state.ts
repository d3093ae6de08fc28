import type { Account } from '../accounts/account.ts';
import type { Session } from '../accounts/sessions.ts';
import type { Challenge } from '../challenge/challenge.ts';
import type { CountRow } from '../effects/counters.ts';
import type { RateLimits } from '../limits/rate-limits.ts';
import type { PendingLogin } from '../login/pending-logins.ts';
import type { SavedPasswordKey } from '../login/password-key.ts';
import type { Simulation } from '../simulation.ts';
import type { Comment } from '../social/comments.ts';
import type { Thread } from '../social/direct.ts';
import type { GraphDump } from '../social/graph.ts';
import type { Person, Post, WorldSpec } from '../world/types.ts';

export const STATE_VERSION = 1;

type Pairs = ReadonlyArray<readonly [string, readonly string[]]>;

/** What survives a restart. Settings, faults, limits and recorded calls do not. */
export interface SavedState {
  readonly version: typeof STATE_VERSION;
  readonly clockOffset: number;
  readonly passwordKey: SavedPasswordKey;
  readonly world: WorldSpec;
  readonly people: readonly Person[];
  /** Users of the world who are gone; absent in a file of an earlier version. */
  readonly gone?: readonly string[];
  readonly posts: readonly Post[];
  readonly graph: GraphDump;
  readonly likes: Pairs;
  readonly seen: Pairs;
  readonly comments: readonly Comment[];
  readonly threads: readonly Thread[];
  readonly accounts: readonly Account[];
  readonly sessions: readonly Session[];
  readonly pendingLogins: readonly PendingLogin[];
  readonly challenges: readonly Challenge[];
  readonly counters: readonly CountRow[];
  readonly meters: ReturnType<RateLimits['dump']>;
}

export const saveState = (sim: Simulation): SavedState => ({
  version: STATE_VERSION,
  clockOffset: sim.clock.offset(),
  passwordKey: sim.passwordKey.saved,
  world: sim.world.spec,
  people: sim.world.added().people,
  gone: sim.world.removed(),
  posts: sim.world.added().posts,
  graph: sim.graph.dump(),
  likes: sim.likes.dump(),
  seen: sim.seen.dump(),
  comments: sim.comments.dump(),
  threads: sim.direct.dump(),
  accounts: sim.accounts.dump(),
  sessions: sim.sessions.dump(),
  pendingLogins: sim.pendingLogins.dump(),
  challenges: sim.challenges.dump(),
  counters: sim.counters.dump(),
  meters: sim.limits.dump(),
});
