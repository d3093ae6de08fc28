import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { counted, duration, fileSize, number, percent, sentenceCase } from './number.ts';

describe('numbers', () => {
  it('have separators and a unit', () => {
    expect(number(10000)).toBe('10,000');
    expect(counted(1, { one: 'follow', many: 'follows' })).toBe('1 follow');
    expect(counted(0, { one: 'follow', many: 'follows' })).toBe('0 follows');
    expect(duration(320)).toBe('320 ms');
    expect(duration(1440)).toBe('1.4 s');
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [9_437_184, '9.4 MB'],
    [123_456_789, '123 MB'],
    [5_000_000_000_000_000, '5,000 TB'],
  ])('%d bytes are %j', (bytes, words) => expect(fileSize(bytes)).toBe(words));

  it('make a part of a whole that always fits its bar', () => {
    expect(percent(12, 50)).toBe(24);
    expect(percent(3, 0)).toBe(0);
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (part, whole) => {
        const value = percent(part, whole);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('names of the API', () => {
  it.each([
    ['bot_started', 'Bot started'],
    ['dm', 'Message'],
    ['session_lost', 'Session lost'],
    ['', ''],
  ])('read %j as %j', (name, words) => expect(sentenceCase(name)).toBe(words));
});
