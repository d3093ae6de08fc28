import { hash32 } from '../support/random.ts';
import type { Settings } from '../settings.ts';
import type { Graph } from '../social/graph.ts';
import type { World } from '../world/world.ts';

/** Lets a share of the users of the world answer after a while of virtual time: the followed follow back, the asked accept. */
export interface FollowBack {
  /** An account has followed another. */
  followed(from: string, to: string, settings: Settings): void;
  /** An account has asked a private one. */
  asked(from: string, to: string, settings: Settings): void;
  /** Carries out what is due; cheap if nothing is. */
  settle(): void;
}

interface Due {
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly kind: 'back' | 'accept';
}

export const createFollowBack = (now: () => number, world: World, graph: Graph): FollowBack => {
  let queue: Due[] = [];
  const later = (kind: Due['kind'], from: string, to: string, share: number, afterSeconds: number) => {
    const person = world.personByPk(to);
    if (share === 0 || !person || person.index < 0) return;
    if ((hash32(`${kind} ${from} ${to}`) % 1000) / 1000 >= share) return;
    queue.push({ at: now() + afterSeconds * 1000, from, to, kind });
  };
  const answer = ({ from, to, kind }: Due) => {
    if (kind === 'back' && graph.follows(from, to)) graph.follow(to, from);
    if (kind === 'accept' && graph.requested(from, to)) graph.follow(from, to);
  };
  return {
    followed: (from, to, settings) => {
      if (world.personByPk(to)?.isPrivate === true) return;
      later('back', from, to, settings.follow_back_share, settings.follow_back_after_s);
    },
    asked: (from, to, settings) => later('accept', from, to, settings.accept_share, settings.accept_after_s),
    settle: () => {
      if (queue.length === 0) return;
      const time = now();
      const due = queue.filter((one) => one.at <= time);
      if (due.length === 0) return;
      queue = queue.filter((one) => one.at > time);
      due.forEach(answer);
    },
  };
};
