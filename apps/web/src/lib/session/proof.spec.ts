import { describe, expect, it } from '@jest/globals';
import { askForProof } from './proof.ts';

describe('a proof', () => {
  it('is not waited for where nothing can ask for it', async () => {
    expect(await askForProof()).toBe(false);
  });
});
