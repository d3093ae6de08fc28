import { type CountRow, type Landed, totalOf } from '../effects/counters.ts';
import type { Simulation } from '../simulation.ts';
import { at, type ControlCall, type ControlRoute, parsed } from './control-call.ts';
import { effectsQuerySchema, listQuerySchema } from './schemas.ts';

const LISTED = 1000;
const MOST_LISTED = 1_000_000;

/** A target in words: a user's name, or what the id is of. */
export const targetName = (sim: Simulation, target: string): string =>
  sim.world.personByPk(target)?.username ??
  sim.world.personByPk(sim.world.postByPk(target)?.ownerPk ?? '')?.username ??
  '';

const nameOf = (sim: Simulation, pk: string): string => sim.accounts.byPk(pk)?.username ?? pk;

const landedView = (sim: Simulation, landed: Landed) => ({
  at: new Date(landed.at).toISOString(),
  account: nameOf(sim, landed.pk),
  action: landed.action,
  target: landed.target,
  target_name: targetName(sim, landed.target),
  changed: landed.changed,
});

const rowView = (sim: Simulation, { pk, ...row }: CountRow) => ({
  account: nameOf(sim, pk),
  ...row,
  target_name: targetName(sim, row.target),
});

const list = ({ sim, query }: ControlCall) => {
  const { account, action, target, repeated, limit = LISTED } = parsed(effectsQuerySchema, query);
  const pk = account === undefined ? undefined : (sim.accounts.byName(account)?.pk ?? '');
  const rows = sim.counters
    .rows()
    .filter(
      (row) =>
        (pk === undefined || row.pk === pk) &&
        (action === undefined || row.action === action) &&
        (target === undefined || row.target === target) &&
        (repeated !== 'true' || row.accepted > 1 || row.applied > 1 || row.changes > 1),
    );
  return {
    total: { ...totalOf(rows), targets: rows.length },
    items: rows.slice(0, Math.min(limit, MOST_LISTED)).map((row) => rowView(sim, row)),
  };
};

/** Counts of what accounts did, and to whom. */
export const effectRoutes: readonly ControlRoute[] = [
  at('GET', '/effects', list),
  at('DELETE', '/effects', ({ sim }) => {
    sim.counters.clear();
    sim.recentEffects.clear();
    return { ok: true };
  }),
  at('GET', '/effects/recent', ({ sim, query }) => {
    const { limit = 100 } = parsed(listQuerySchema, query);
    return {
      items: sim.recentEffects
        .items()
        .reverse()
        .slice(0, limit)
        .map((landed) => landedView(sim, landed)),
    };
  }),
];
