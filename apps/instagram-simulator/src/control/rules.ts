import { USUAL_LIMITS } from '../limits/usual.ts';
import type { Simulation } from '../simulation.ts';
import { at, ControlError, type ControlRoute, parsed } from './control-call.ts';
import { faultSchema, landingSchema, limitSchema, silenceSchema } from './schemas.ts';

const newId = (sim: Simulation, kind: string) => `${kind}-${sim.secrets.token(6)}`;

const without = <R extends { id: string }>(rules: readonly R[], id: string): readonly R[] => {
  const rest = rules.filter((rule) => rule.id !== id);
  if (rest.length === rules.length) throw new ControlError(404, `there is no rule ${id}`);
  return rest;
};

const removed = (found: boolean, id: string) => {
  if (!found) throw new ControlError(404, `there is no rule ${id}`);
  return { ok: true };
};

const idIn = (params: Readonly<Record<string, string>>): string => params['id'] ?? '';

/** What is to go wrong: faults, limits, late effects, silent refusals. */
export const ruleRoutes: readonly ControlRoute[] = [
  at('GET', '/faults', ({ sim }) => ({ items: sim.faults.rules() })),
  at('POST', '/faults', ({ sim, body }) => {
    const input = parsed(faultSchema, body);
    const rule = { ...input, id: input.id ?? newId(sim, 'fault'), matched: 0, applied: 0 };
    sim.faults.add(rule);
    return rule;
  }),
  at('DELETE', '/faults', ({ sim }) => {
    sim.faults.clear();
    return { ok: true };
  }),
  at('DELETE', '/faults/:id', ({ sim, params }) => removed(sim.faults.remove(idIn(params)), idIn(params))),

  at('GET', '/limits', ({ sim }) => ({ items: sim.limits.rules() })),
  at('POST', '/limits', ({ sim, body }) => {
    const input = parsed(limitSchema, body);
    const rule = { ...input, id: input.id ?? newId(sim, 'limit') };
    sim.limits.add(rule);
    return rule;
  }),
  at('POST', '/limits/usual', ({ sim }) => {
    for (const limit of USUAL_LIMITS) sim.limits.add({ ...limit, id: newId(sim, 'limit') });
    return { items: sim.limits.rules() };
  }),
  at('DELETE', '/limits', ({ sim }) => {
    sim.limits.clear();
    return { ok: true };
  }),
  at('DELETE', '/limits/:id', ({ sim, params }) => removed(sim.limits.remove(idIn(params)), idIn(params))),

  at('GET', '/late-effects', ({ sim }) => ({ items: sim.landingRules })),
  at('POST', '/late-effects', ({ sim, body }) => {
    const input = parsed(landingSchema, body);
    const rule = { ...input, id: input.id ?? newId(sim, 'late') };
    sim.landingRules = [...sim.landingRules, rule];
    return rule;
  }),
  at('DELETE', '/late-effects', ({ sim }) => {
    sim.landingRules = [];
    return { ok: true };
  }),
  at('DELETE', '/late-effects/:id', ({ sim, params }) => {
    sim.landingRules = without(sim.landingRules, idIn(params));
    return { ok: true };
  }),

  at('GET', '/silences', ({ sim }) => ({ items: sim.silenceRules })),
  at('POST', '/silences', ({ sim, body }) => {
    const input = parsed(silenceSchema, body);
    const rule = { ...input, id: input.id ?? newId(sim, 'silence') };
    sim.silenceRules = [...sim.silenceRules, rule];
    return rule;
  }),
  at('DELETE', '/silences', ({ sim }) => {
    sim.silenceRules = [];
    return { ok: true };
  }),
  at('DELETE', '/silences/:id', ({ sim, params }) => {
    sim.silenceRules = without(sim.silenceRules, idIn(params));
    return { ok: true };
  }),
];
