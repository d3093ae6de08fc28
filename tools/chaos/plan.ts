import { BROKEN } from './broken-designs.ts';
import type { Design, Options } from './options.ts';

/** Kills for each freeze. */
const KILLS_TO_A_FREEZE = 5;

/** One design: its number of processes, kills and freezes. */
export interface PlannedRound {
  readonly design: Design;
  readonly workers: number;
  readonly kills: number;
  readonly freezes: number;
}

const freezesFor = (kills: number, freeze: boolean): number =>
  Math.max(Math.round(kills / KILLS_TO_A_FREEZE), freeze ? 1 : 0);

/** The rounds of a run: the product alone in its house, then with two workers; the broken designs with theirs. */
export const planRounds = ({ designs, kills, freeze }: Options): PlannedRound[] =>
  designs.flatMap((design): PlannedRound[] => {
    if (design === 'product') {
      const alone = Math.ceil(kills / 2);
      return [
        { design, workers: 1, kills: alone, freezes: freezesFor(alone, freeze) },
        { design, workers: 2, kills: kills - alone, freezes: freezesFor(kills - alone, freeze) },
      ];
    }
    const { workers, leastKills } = BROKEN[design];
    const enough = Math.max(kills, leastKills);
    return [{ design, workers, kills: enough, freezes: freezesFor(enough, freeze) }];
  });
