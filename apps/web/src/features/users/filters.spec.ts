import { describe, expect, it } from '@jest/globals';
import { filtersOf } from './filters.ts';

describe('the filters of an address', () => {
  it.each([
    ['search=%20mara%20&role=admin&is_active=false', { search: 'mara', role: 'admin', is_active: 'false' }],
    ['role=owner', {}],
    ['is_active=perhaps', {}],
    ['search=%20', {}],
    [`search=${'a'.repeat(70)}`, { search: 'a'.repeat(64) }],
    ['', {}],
  ])('%j', (address, filters) => expect(filtersOf(new URLSearchParams(address))).toEqual(filters));
});
