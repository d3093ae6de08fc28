import { describe, expect, it } from '@jest/globals';
import { filtersOf, isFiltered } from './filters.ts';

const ID = '0b7c2c1e-6c0c-4a52-9d1c-0d8f6a7f5f10';

describe('the filters of an address', () => {
  it.each([
    [`action=sign_in&outcome=success&actor_id=${ID}`, { action: 'sign_in', outcome: 'success', actor_id: ID }],
    [`subject_id=${ID}`, { subject_id: ID }],
    ['action=sign_up', {}],
    ['outcome=perhaps', {}],
    ['actor_id=mara', {}],
    ['', {}],
  ])('%j', (address, filters) => {
    expect(filtersOf(new URLSearchParams(address))).toEqual(filters);
    expect(isFiltered(filtersOf(new URLSearchParams(address)))).toBe(Object.keys(filters).length > 0);
  });
});
