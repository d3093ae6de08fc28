/** The share of its limits that a newly connected account starts with, by the mode of the installation. */
export const RAMP_FIRST = { simulator: 1, live: 0.2 } as const;
/** What a clean day earns: one with at least one action and no block. */
export const RAMP_EARNED = 0.1;
/** What is left of the share after any number of blocks. */
export const RAMP_LEAST = 0.05;
