import type { ServerResponse } from 'node:http';
import type { Simulation } from '../simulation.ts';
import type { Reply } from '../transport/reply.ts';
import { resetConnection, send } from '../transport/send.ts';
import type { Plan } from './plan.ts';

export interface Exchange {
  readonly response: ServerResponse;
  /** The answer is about to be written (0: the connection is torn down instead). */
  onAnswer(status: number): void;
  /** Effects have landed. */
  onLanded(): void;
}

/** Carries out a plan: waits, lets the effects land when they should, and answers if the client still listens. */
export const deliver = (sim: Simulation, exchange: Exchange, plan: Plan): void => {
  const { response } = exchange;
  const { landing, deeds } = plan;

  const land = () => {
    for (const deed of deeds) sim.counters.applied(plan.actor, deed, deed.apply());
    if (deeds.length > 0) exchange.onLanded();
  };
  // A hung call whose effect waits for the client to leave takes effect after that, and only then.
  const waitsForLeaving = plan.manner === 'hang' && landing?.when === 'client_gone';
  const finish = () => {
    if (landing?.when === 'after_answer') sim.pending.schedule(landing.afterMs, land);
    else if (!waitsForLeaving) land();
    answer(sim, exchange, plan);
  };

  if (plan.delayMs === 0 && !waitsForLeaving) {
    finish();
    return;
  }
  let left = false;
  let callOff: () => boolean;
  if (deeds.length > 0) {
    callOff = sim.pending.schedule(plan.delayMs, finish);
  } else {
    const timer = setTimeout(finish, plan.delayMs);
    callOff = () => {
      clearTimeout(timer);
      return true;
    };
  }
  response.on('close', () => {
    if (left || response.writableFinished) return;
    left = true;
    if (deeds.length === 0) callOff();
    else if (waitsForLeaving) {
      callOff();
      sim.pending.schedule(landing?.afterMs ?? 0, land);
    } else if (landing?.when === 'client_gone' && callOff()) sim.pending.schedule(landing.afterMs, land);
  });
};

const answer = (sim: Simulation, exchange: Exchange, plan: Plan): void => {
  if (plan.manner === 'hang') return;
  exchange.onAnswer(plan.manner === 'reset' ? 0 : plan.reply.status);
  if (plan.manner === 'reset') resetConnection(exchange.response);
  else sendReply(sim, exchange.response, plan.reply);
};

const sendReply = (sim: Simulation, response: ServerResponse, reply: Reply): void =>
  send(response, reply, sim.settings.gzip);
