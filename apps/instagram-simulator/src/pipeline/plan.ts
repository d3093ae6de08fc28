import type { Deed } from '../effects/actions.ts';
import { type Landing, landingFor } from '../effects/landing.ts';
import { faultReply } from '../faults/fault-reply.ts';
import { lossOf } from '../faults/loss.ts';
import { type FaultRule, isCarriedOut, needsTrueAnswer } from '../faults/fault-rule.ts';
import type { Simulation } from '../simulation.ts';
import { openChallenge } from '../challenge/open-challenge.ts';
import { textOf } from '../support/json.ts';
import type { Reply } from '../transport/reply.ts';
import { challengeRequired } from '../wire/errors.ts';
import type { Call, Route } from './call.ts';
import { carryOut, type Carried, countRequest } from './carry-out.ts';

/** What will be done about a call. */
export interface Plan {
  readonly manner: 'answer' | 'hang' | 'reset';
  readonly reply: Reply;
  readonly deeds: readonly Deed[];
  /** The account that acts. */
  readonly actor: string;
  readonly delayMs: number;
  readonly landing: Landing | null;
  /** The id of the fault that met it. */
  readonly fault: string | null;
}

const NOTHING: Carried = { reply: { status: 0 }, deeds: [] };

export const planCall = (sim: Simulation, route: Route, call: Call): Plan => {
  const picked =
    sim.faults.rules().length === 0
      ? null
      : sim.faults.pick({ username: usernameOf(sim, call), method: call.method, path: call.path });
  const rule = picked ?? lossOf(sim.settings.loss_share, sim.random);
  return rule ? planFaulted(sim, route, call, rule) : toPlan(sim, call, carryOut(sim, route, call));
};

const toPlan = (sim: Simulation, call: Call, carried: Carried): Plan => ({
  manner: 'answer',
  reply: carried.reply,
  deeds: carried.deeds,
  actor: call.session?.pk ?? '',
  delayMs: latencyOf(sim),
  landing:
    carried.deeds.length === 0 || sim.landingRules.length === 0
      ? null
      : landingFor(
          sim.landingRules,
          {
            username: usernameOf(sim, call) ?? '',
            path: call.path,
            actions: carried.deeds.map((deed) => deed.action),
          },
          sim.random,
        ),
  fault: null,
});

const planFaulted = (sim: Simulation, route: Route, call: Call, rule: FaultRule): Plan => {
  const seen = rule.kind === 'big_ids' ? { ...call, wire: sim.wires[rule.ids] } : call;
  const acted = isCarriedOut(rule);
  const carried = acted || needsTrueAnswer(rule.kind) ? carryOut(sim, route, seen) : NOTHING;
  if (carried === NOTHING) countRequest(sim, route, call);
  const reply = faultReply(rule, {
    now: sim.clock.now(),
    path: call.path,
    challenge: (fault) => challengeOf(sim, call, fault),
    trueReply: () => carried.reply,
  });
  endSession(call, rule);
  const plan = toPlan(sim, call, acted ? carried : { ...carried, deeds: [] });
  return {
    ...plan,
    manner: reply ? 'answer' : rule.kind === 'reset' ? 'reset' : 'hang',
    reply: reply ?? carried.reply,
    delayMs: plan.delayMs + rule.delay_ms,
    fault: rule.id,
  };
};

const latencyOf = ({ settings, random }: Simulation): number =>
  settings.latency_ms +
  (settings.latency_jitter_ms === 0 ? 0 : Math.floor(random.next() * (settings.latency_jitter_ms + 1)));

/** Who calls: the session's account, or who tries to sign in. */
export const usernameOf = (sim: Simulation, call: Call): string | null => {
  if (call.session) return sim.accounts.byPk(call.session.pk)?.username ?? null;
  const named = textOf(call.fields, 'username');
  if (named !== '') return named;
  const pk = call.params['uid'];
  return pk === undefined ? null : (sim.accounts.byPk(pk)?.username ?? null);
};

const challengeOf = (sim: Simulation, call: Call, rule: FaultRule): Reply => {
  const account = sim.accounts.byName(usernameOf(sim, call) ?? '');
  if (!account) return challengeRequired('0', sim.secrets.token(9));
  return openChallenge(sim, account, rule.scenario, call.session?.device ?? call.device, call.session === null);
};

const endSession = (call: Call, rule: FaultRule): void => {
  if (!rule.revoke || !call.session) return;
  if (rule.kind === 'login_required') call.session.revoked = rule.logout_reason;
  if (rule.kind === 'user_has_logged_out') call.session.revoked = 'user_has_logged_out';
};
