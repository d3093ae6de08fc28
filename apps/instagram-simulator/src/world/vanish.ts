import type { Simulation } from '../simulation.ts';

/** A user of the world closes their account: nobody finds them, their media or their stories any more. */
export const vanish = (sim: Simulation, pk: string): void => {
  sim.graph.removeUser(pk);
  sim.world.removePerson(pk);
};
