import { hash32 } from '../support/random.ts';
import type { Settings } from '../settings.ts';
import type { Graph } from '../social/graph.ts';
import type { World } from '../world/world.ts';

/** Lets a share of the followed public users follow back after a while of virtual time. */
export interface FollowBack {
  /** An account has followed another. */
  followed(from: string, to: string, settings: Settings): void;
  /** Carries out what is due; cheap if nothing is. */
  settle(): void;
}

interface Due {
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

export const createFollowBack = (now: () => number, world: World, graph: Graph): FollowBack => {
  let queue: Due[] = [];
  return {
    followed: (from, to, settings) => {
      if (settings.follow_back_share === 0) return;
      const person = world.personByPk(to);
      if (!person || person.index < 0 || person.isPrivate) return;
      if ((hash32(`back ${from} ${to}`) % 1000) / 1000 >= settings.follow_back_share) return;
      queue.push({ at: now() + settings.follow_back_after_s * 1000, from, to });
    },
    settle: () => {
      if (queue.length === 0) return;
      const time = now();
      const due = queue.filter((one) => one.at <= time);
      if (due.length === 0) return;
      queue = queue.filter((one) => one.at > time);
      for (const { from, to } of due) if (graph.follows(from, to)) graph.follow(to, from);
    },
  };
};
