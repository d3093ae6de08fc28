import { hash32 } from '../support/random.ts';
import type { Settings } from '../settings.ts';
import type { Graph } from '../social/graph.ts';
import type { World } from '../world/world.ts';

/** Lets accounts gain and lose followers by themselves as virtual time goes on. */
export interface FollowerDrift {
  /** Carries out what has come due for these accounts. Cheap where nothing drifts. */
  settle(accounts: readonly string[], settings: Settings): void;
  /** Lets so many more follow an account, and so many of its followers leave it. @returns who came and who left. */
  change(account: string, gain: number, lose: number): { readonly gained: string[]; readonly lost: string[] };
}

const DAY_MS = 86_400_000;

export const createFollowerDrift = (now: () => number, world: World, graph: Graph): FollowerDrift => {
  /** Since when an account drifts; what is due is counted from here. */
  const since = new Map<string, { at: number; gained: number; lost: number }>();
  let turn = 0;

  const gainOne = (account: string): string | null => {
    const people = world.generated;
    const start = hash32(`gain ${account} ${(turn += 1)}`);
    for (let step = 0; step < people.length; step += 1) {
      const person = people[(start + step) % people.length];
      if (!person || world.personByPk(person.pk) === null || graph.follows(person.pk, account)) continue;
      graph.follow(person.pk, account);
      return person.pk;
    }
    return null;
  };
  const loseOne = (account: string): string | null => {
    const followers = graph.followers(account);
    const pk = followers[hash32(`lose ${account} ${(turn += 1)}`) % Math.max(1, followers.length)];
    if (pk === undefined) return null;
    graph.unfollow(pk, account);
    return pk;
  };
  const times = (count: number, one: () => string | null): string[] =>
    Array.from({ length: count }, one).filter((pk) => pk !== null);
  // Those who come now do not leave at once.
  const change = (account: string, gain: number, lose: number) => {
    const lost = times(lose, () => loseOne(account));
    return { gained: times(gain, () => gainOne(account)), lost };
  };

  return {
    change,
    settle: (accounts, { follower_gain_per_day: gain, follower_loss_per_day: loss }) => {
      if (gain === 0 && loss === 0) return void since.clear();
      const time = now();
      for (const account of accounts) {
        const start = since.get(account) ?? { at: time, gained: 0, lost: 0 };
        since.set(account, start);
        const days = (time - start.at) / DAY_MS;
        const [gained, lost] = [Math.floor(days * gain), Math.floor(days * loss)];
        change(account, gained - start.gained, lost - start.lost);
        Object.assign(start, { gained, lost });
      }
    },
  };
};
