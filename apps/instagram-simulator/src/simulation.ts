import type { Accounts } from './accounts/accounts.ts';
import type { Sessions } from './accounts/sessions.ts';
import type { Challenges } from './challenge/challenges.ts';
import type { Counters, Landed } from './effects/counters.ts';
import type { FollowBack } from './effects/follow-back.ts';
import type { FollowerDrift } from './effects/follower-drift.ts';
import type { InFlight } from './effects/in-flight.ts';
import type { LandingRule } from './effects/landing.ts';
import type { PendingEffects } from './effects/pending.ts';
import type { SilenceRule } from './effects/silence.ts';
import type { Faults } from './faults/fault-rule.ts';
import type { RateLimits } from './limits/rate-limits.ts';
import type { PasswordKey } from './login/password-key.ts';
import type { PendingLogins } from './login/pending-logins.ts';
import type { Recorder } from './recorder/recorder.ts';
import type { Settings } from './settings.ts';
import type { Comments } from './social/comments.ts';
import type { Direct } from './social/direct.ts';
import type { Graph } from './social/graph.ts';
import type { Likes } from './social/likes.ts';
import type { SeenStories } from './social/seen-stories.ts';
import type { Clock } from './support/clock.ts';
import type { Random } from './support/random.ts';
import type { Ring } from './support/ring.ts';
import type { Secrets } from './support/secrets.ts';
import type { IdMode } from './wire/ids.ts';
import type { Wire } from './wire/wire.ts';
import type { World } from './world/world.ts';

/** One simulated Instagram: its world, who can sign in, and what tests have arranged. A reset makes a new one. */
export interface Simulation {
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
  settings: Settings;
  readonly passwordKey: PasswordKey;

  readonly world: World;
  readonly graph: Graph;
  readonly likes: Likes;
  readonly comments: Comments;
  readonly seen: SeenStories;
  readonly direct: Direct;
  /** Uploaded photos that wait to be published: upload id to the pk of who sent it. */
  readonly uploads: Map<string, string>;

  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly pendingLogins: PendingLogins;
  readonly challenges: Challenges;

  readonly counters: Counters;
  readonly recentEffects: Ring<Landed>;
  readonly inFlight: InFlight;
  readonly pending: PendingEffects;
  readonly followBack: FollowBack;
  readonly followerDrift: FollowerDrift;
  landingRules: readonly LandingRule[];
  silenceRules: readonly SilenceRule[];

  readonly limits: RateLimits;
  readonly faults: Faults;
  readonly recorder: Recorder;
  readonly signatures: { valid: number; invalid: number };

  readonly wires: Record<IdMode, Wire>;
}
