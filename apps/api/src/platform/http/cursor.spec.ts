import { describe, expect, it } from '@jest/globals';
import { AppError } from '../errors/app-error.ts';
import { decodeDatedCursor, encodeCursor } from './cursor.ts';

const ID = '018f2f6e-7d3c-7c11-9a55-0123456789ab';

describe('the cursor of a list by time', () => {
  it('comes back as it was', () => {
    const at = new Date('2026-03-01T12:00:00.123Z');
    expect(decodeDatedCursor(encodeCursor(at.toISOString(), ID))).toEqual({ at, id: ID });
  });

  it.each([
    ['a month that is none', encodeCursor('2026-99-01T12:00:00.000Z', ID)],
    ['an hour that is none', encodeCursor('2026-03-01T99:00:00.000Z', ID)],
    ['a day before all months', encodeCursor('0000-00-00T00:00:00.000Z', ID)],
    ['no id', encodeCursor('2026-03-01T12:00:00.000Z', 'x')],
    ['the keys of another list', encodeCursor('1', ID)],
    ['one key', encodeCursor('2026-03-01T12:00:00.000Z')],
    ['no JSON', 'abc'],
  ])('is refused with %s', (_, cursor) => {
    expect(() => decodeDatedCursor(cursor)).toThrow(expect.objectContaining({ symbol: 'VALIDATION_FAILED' }));
    expect(() => decodeDatedCursor(cursor)).toThrow(AppError);
  });
});
