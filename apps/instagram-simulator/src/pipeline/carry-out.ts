import type { Deed } from '../effects/actions.ts';
import { silenceFor } from '../effects/silence.ts';
import { limitReply } from '../limits/refuse.ts';
import type { Simulation } from '../simulation.ts';
import type { Reply } from '../transport/reply.ts';
import { admit } from './admit.ts';
import type { Answer, Call, Route, SessionCall, SessionRoute } from './call.ts';

/** What a call comes to: its answer, and the effects that still have to land. */
export interface Carried {
  readonly reply: Reply;
  readonly deeds: readonly Deed[];
}

const NO_DEEDS: readonly Deed[] = [];

/** Checks and handles a call. */
export const carryOut = (sim: Simulation, route: Route, call: Call): Carried => {
  if (route.access === 'public') return { reply: route.handle(sim, call), deeds: NO_DEEDS };
  const admission = admit(sim, call, route.needsConsent);
  if ('refusal' in admission) return { reply: admission.refusal, deeds: NO_DEEDS };
  const refusal = route.action === null ? limitReply(sim, admission.call.account, call, ['call']) : null;
  if (refusal) return { reply: refusal, deeds: NO_DEEDS };
  const answer = route.handle(sim, admission.call);
  return route.action === null ? { reply: answer, deeds: NO_DEEDS } : act(sim, route, admission.call, answer);
};

/** Counts what a call asks for that is answered otherwise and not carried out. */
export const countRequest = (sim: Simulation, route: Route, call: Call): void => {
  if (route.access === 'public' || route.action === null) return;
  const admission = admit(sim, call, route.needsConsent);
  if ('refusal' in admission) return;
  sim.counters.requested(call.session?.pk ?? '', route.handle(sim, admission.call).deeds ?? NO_DEEDS);
};

const act = (sim: Simulation, route: SessionRoute, call: SessionCall, answer: Answer): Carried => {
  const deeds = answer.deeds ?? NO_DEEDS;
  const { account } = call;
  const name = route.action;
  sim.counters.requested(account.pk, deeds);
  if (name === null) return { reply: answer, deeds };
  const refusal = limitReply(sim, account, call, [name, 'any', 'call']);
  if (refusal) return { reply: refusal, deeds: NO_DEEDS };
  if (deeds.length === 0) return { reply: answer, deeds };
  sim.counters.accepted(account.pk, deeds);
  const silence = silenceFor(
    sim.silenceRules,
    account,
    name,
    deeds.map((deed) => deed.target),
  );
  if (silence === null) return { reply: answer, deeds };
  return { reply: silence === 'honest' && answer.honest ? answer.honest() : answer, deeds: NO_DEEDS };
};
