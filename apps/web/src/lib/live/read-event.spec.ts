import { describe, expect, it } from '@jest/globals';
import { readEvent } from './read-event.ts';

const sent = (name: string, data: string) => readEvent({ name, data });

describe('an event that was sent', () => {
  it('is read by its contract', () => {
    expect(sent('notice', '{"kind":"refresh","message":"x","more":1}')).toEqual({
      name: 'notice',
      data: { kind: 'refresh', message: 'x' },
    });
  });

  it.each([
    ['of a name that is not known', 'other', '{}'],
    ['of a name that every object has', 'constructor', '{}'],
    ['that is no JSON', 'notice', '{'],
    ['that breaks the contract', 'notice', '{"kind":"party"}'],
  ])('%s is left out', (_, name, data) => expect(sent(name, data)).toBeNull());
});
