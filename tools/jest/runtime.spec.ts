import { readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';

/** What Node throws, as the product sees it. */
const thrown = (): unknown => {
  try {
    return readFileSync('/nowhere/at/all');
  } catch (error) {
    return error;
  }
};

describe('a spec file', () => {
  it('runs among the globals that Node itself uses', () => {
    expect(thrown()).toBeInstanceOf(Error);
    expect(JSON.parse('[]')).toBeInstanceOf(Array);
    expect(new TextEncoder().encode('a')).toEqual(expect.any(Uint8Array));
  });

  it('is evaluated again, under an address of its own', () => expect(import.meta.url).toMatch(/\.spec\.ts\?run=\d+$/));

  it.each([1, 2])('has tables, spies and matchers as ever, row %s', (row) => {
    const spy = jest.fn((value: number) => value * 2);
    expect([spy(row), spy.mock.calls]).toEqual([row * 2, [[row]]]);
    expect({ row, more: 'x' }).toEqual(expect.objectContaining({ row }));
  });

  it('has at least the time limit of its project, whatever it says itself', async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }, 1);
});
