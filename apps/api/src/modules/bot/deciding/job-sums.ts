/** What a job was asked for and what has come of it. */
export interface Sums {
  readonly amount: number;
  readonly done: number;
  readonly failed: number;
}

/**
 * Pure: what is still to come. Refused actions are not replaced, and neither are those whose outcome is not known, so that
 * done, failed, unknown and this add up to the amount.
 */
export const remainingOf = ({ amount, done, failed }: Sums, unknown: number): number =>
  Math.max(0, amount - done - failed - unknown);
