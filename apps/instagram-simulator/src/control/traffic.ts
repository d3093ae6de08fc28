import type { Simulation } from '../simulation.ts';
import { at, type ControlRoute, parsed } from './control-call.ts';
import { requestsQuerySchema } from './schemas.ts';

const LISTED = 1000;
const MOST_LISTED = 100_000;

const nameOf = (sim: Simulation, pk: string): string => sim.accounts.byPk(pk)?.username ?? pk;

const inFlight = (sim: Simulation) => ({
  most: sim.inFlight.mostOfAny(),
  items: sim.inFlight.accounts().map((pk) => ({
    account: nameOf(sim, pk),
    current: sim.inFlight.current(pk),
    most: sim.inFlight.most(pk),
  })),
  overlaps: sim.inFlight.overlaps().map(({ at: when, pk, paths }) => ({
    at: new Date(when).toISOString(),
    account: nameOf(sim, pk),
    paths,
  })),
});

/** The calls that came in. */
export const trafficRoutes: readonly ControlRoute[] = [
  at('GET', '/requests', ({ sim, query }) => {
    const { limit = LISTED, ...filter } = parsed(requestsQuerySchema, query);
    return {
      total: sim.recorder.total(),
      items: sim.recorder
        .find({ ...filter, limit: Math.min(limit, MOST_LISTED) })
        .map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })),
    };
  }),
  at('DELETE', '/requests', ({ sim }) => {
    sim.recorder.clear();
    return { ok: true };
  }),
  at('GET', '/in-flight', ({ sim }) => inFlight(sim)),
  at('DELETE', '/in-flight', ({ sim }) => {
    sim.inFlight.clear();
    return { ok: true };
  }),
];
