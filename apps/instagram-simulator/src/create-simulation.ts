import { createAccounts } from './accounts/accounts.ts';
import { addDemoAccounts } from './accounts/demo-accounts.ts';
import { createSessions } from './accounts/sessions.ts';
import { createChallenges } from './challenge/challenges.ts';
import { createCounters, type Landed } from './effects/counters.ts';
import { createFollowBack } from './effects/follow-back.ts';
import { createFollowerDrift } from './effects/follower-drift.ts';
import { createInFlight } from './effects/in-flight.ts';
import { createPendingEffects } from './effects/pending.ts';
import { createFaults } from './faults/fault-rule.ts';
import { createRateLimits } from './limits/rate-limits.ts';
import type { PasswordKey } from './login/password-key.ts';
import { createPendingLogins } from './login/pending-logins.ts';
import type { SavedState } from './persistence/saved-state.ts';
import { createRecorder } from './recorder/recorder.ts';
import type { Settings } from './settings.ts';
import type { Simulation } from './simulation.ts';
import { createComments } from './social/comments.ts';
import { createDirect } from './social/direct.ts';
import { createGraph } from './social/graph.ts';
import { createLikes } from './social/likes.ts';
import { createSeenStories } from './social/seen-stories.ts';
import { createClock } from './support/clock.ts';
import { createRandom } from './support/random.ts';
import { createRing } from './support/ring.ts';
import type { Secrets } from './support/secrets.ts';
import { createWires } from './wire/wire.ts';
import { acquaint } from './world/acquaintances.ts';
import { vanish } from './world/vanish.ts';
import { createWorld } from './world/world.ts';

export interface SimulationSpec {
  readonly seed: number;
  readonly users: number;
  readonly postsPerUser: number;
  readonly demoAccounts: boolean;
  readonly settings: Settings;
  /** How many calls are kept; 0: none. */
  readonly recording: number;
}

export interface Surroundings {
  readonly passwordKey: PasswordKey;
  readonly secrets: Secrets;
  readonly realNow: () => number;
  readonly publicUrl: () => string;
}

const EFFECTS_KEPT = 1000;

/** Makes a new simulation, or restores the saved one; its world then wins over the spec's. */
export const createSimulation = (
  spec: SimulationSpec,
  { passwordKey, secrets, realNow, publicUrl }: Surroundings,
  saved: SavedState | null = null,
): Simulation => {
  const clock = createClock(realNow);
  clock.setOffset(saved?.clockOffset ?? 0);
  const { now } = clock;
  const { seed, users, postsPerUser } = spec;
  const world = createWorld(saved?.world ?? { seed, users, postsPerUser, createdAt: now() });
  const graph = createGraph();
  acquaint(createRandom(`acquaint ${world.spec.seed}`), world.generated, graph);
  graph.startRecording();
  const recentEffects = createRing<Landed>(EFFECTS_KEPT);

  const sim: Simulation = {
    clock,
    random: createRandom(`chance ${world.spec.seed}`),
    secrets,
    settings: spec.settings,
    passwordKey,
    world,
    graph,
    likes: createLikes(),
    comments: createComments(),
    seen: createSeenStories(),
    direct: createDirect(),
    uploads: new Map(),
    accounts: createAccounts(saved?.accounts),
    sessions: createSessions(now, secrets, saved?.sessions),
    pendingLogins: createPendingLogins(now, secrets, saved?.pendingLogins),
    challenges: createChallenges(clock.now, secrets, saved?.challenges),
    counters: createCounters(now, recentEffects.push, saved?.counters),
    recentEffects,
    inFlight: createInFlight(now),
    pending: createPendingEffects(),
    followBack: createFollowBack(now, world, graph),
    followerDrift: createFollowerDrift(now, world, graph),
    landingRules: [],
    silenceRules: [],
    limits: createRateLimits(now, saved?.meters),
    faults: createFaults(createRandom(`faults ${world.spec.seed}`)),
    recorder: createRecorder(spec.recording),
    signatures: { valid: 0, invalid: 0 },
    wires: createWires(publicUrl),
  };
  if (saved) restore(sim, saved);
  if (spec.demoAccounts) addDemoAccounts(sim);
  return sim;
};

const restore = (sim: Simulation, saved: SavedState): void => {
  saved.people.forEach(sim.world.putPerson);
  saved.posts.forEach(sim.world.addPost);
  sim.graph.load(saved.graph);
  for (const pk of saved.gone ?? []) vanish(sim, pk);
  sim.likes.load(saved.likes);
  sim.seen.load(saved.seen);
  sim.comments.load(saved.comments);
  sim.direct.load(saved.threads);
};
