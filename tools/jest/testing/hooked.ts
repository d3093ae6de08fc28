import { beforeAll } from '@jest/globals';

/** How often the hook of this module ran since it was evaluated. */
export const seen = { hooks: 0 };

beforeAll(() => {
  seen.hooks += 1;
});
