import { at, type ControlRoute, parsed } from './control-call.ts';
import { advanceSchema, idleQuerySchema, resetSchema, settingsPatchSchema } from './schemas.ts';
import type { Simulation } from '../simulation.ts';

const IDLE_TIMEOUT_MS = 30_000;

const clockOf = (sim: Simulation) => ({
  now: new Date(sim.clock.now()).toISOString(),
  now_ms: sim.clock.now(),
  offset_ms: sim.clock.offset(),
});

const summary = (sim: Simulation, instagram: string) => ({
  instagram,
  seed: sim.world.spec.seed,
  world: sim.world.size(),
  accounts: sim.accounts.all().length,
  requests: sim.recorder.total(),
  signatures: sim.signatures,
  pending_effects: sim.pending.count(),
  clock: clockOf(sim),
});

/** The simulator as a whole: its health, its world, its time, its settings. */
export const runRoutes: readonly ControlRoute[] = [
  at('GET', '/health', () => ({ ok: true })),
  at('GET', '/stats', ({ sim, context }) => summary(sim, context.instagramUrl)),

  // With its key: a client's tests may put a server of their own in between.
  at('GET', '/certificate', ({ context: { certificate } }) => ({ pem: certificate().cert, key: certificate().key })),

  at('POST', '/reset', ({ context, body }) => {
    const { settings, posts_per_user, demo_accounts, ...rest } = parsed(resetSchema, body);
    const { spec } = context;
    const sim = context.reset({
      seed: rest.seed ?? spec.seed,
      users: rest.users ?? spec.users,
      postsPerUser: posts_per_user ?? spec.postsPerUser,
      demoAccounts: demo_accounts ?? spec.demoAccounts,
      recording: rest.recording ?? spec.recording,
      settings: { ...spec.settings, ...settings },
    });
    return summary(sim, context.instagramUrl);
  }),

  at('GET', '/settings', ({ sim }) => sim.settings),
  at('PATCH', '/settings', ({ sim, body }) => {
    sim.settings = { ...sim.settings, ...parsed(settingsPatchSchema, body) };
    return sim.settings;
  }),

  at('GET', '/clock', ({ sim }) => clockOf(sim)),
  at('POST', '/clock/advance', ({ sim, body }) => {
    const { ms } = parsed(advanceSchema, body);
    const accounts = sim.accounts.all().map((account) => account.pk);
    sim.followerDrift.settle(accounts, sim.settings);
    sim.clock.advance(ms);
    sim.followBack.settle();
    sim.followerDrift.settle(accounts, sim.settings);
    return clockOf(sim);
  }),

  // Waits until every accepted effect has landed: a test need not guess how long that takes.
  at('GET', '/idle', async ({ sim, query }) => ({
    idle: await sim.pending.idle(parsed(idleQuerySchema, query).timeout_ms ?? IDLE_TIMEOUT_MS),
    pending_effects: sim.pending.count(),
  })),
];
