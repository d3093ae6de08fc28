import { type ErrorSymbol, RAMP_EARNED, RAMP_LEAST } from '@pacekeeper/contracts';

/** Answers that halve an account's share. */
export const RAMP_LOSERS: readonly ErrorSymbol[] = ['ACTION_BLOCKED', 'ACTION_NOT_APPLIED'];

/** What an account did on one of its user's days. */
export interface RampDay {
  /** Actions that took effect. */
  readonly done: number;
  /** Whether Instagram blocked an action, or dropped some without saying so. */
  readonly blocked: boolean;
}

/** As the column keeps it. */
const hundredths = (share: number): number => Math.round(share * 100);

/** Pure: the share after a block; what is half of a hundredth is lost. */
export const halved = (ramp: number): number => Math.max(RAMP_LEAST, Math.floor(hundredths(ramp) / 2) / 100);

/** Pure: the share after a day that is over. A block has cost its half when it came; its day earns nothing. */
export const afterDay = (ramp: number, { done, blocked }: RampDay): number =>
  done > 0 && !blocked ? Math.min(1, hundredths(ramp + RAMP_EARNED) / 100) : ramp;

/** Pure: how many of a daily limit an account may use. In hundredths, since 0.07 x 100 is more than 7 otherwise. */
export const shareOf = (limit: number, ramp: number): number => Math.ceil((limit * hundredths(ramp)) / 100);
