import { expect, it } from '@jest/globals';
import { seen } from './testing/hooked.ts';

// There are two such files: hooks of a module that both import run for each of them.
it('runs the hooks of what the second of two files imports', () => expect(seen.hooks).toBe(1));
