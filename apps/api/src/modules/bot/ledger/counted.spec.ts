import { describe, expect, it } from '@jest/globals';
import { countedAs } from './counted.ts';

describe('what the statistics count', () => {
  it.each([
    ['confirmed', 'intended', { done: 1 }],
    ['refused', 'intended', { failed: 1 }],
    ['unknown', 'intended', { unknown: 1 }],
    ['needs_review', 'intended', { unknown: 1 }],
    ['confirmed', 'unknown', { unknown: -1, done: 1 }],
    ['refused', 'unknown', { unknown: -1, failed: 1 }],
    ['needs_review', 'unknown', {}],
  ] as const)('%s after %s', (state, before, expected) => expect(countedAs(state, before)).toEqual(expected));
});
