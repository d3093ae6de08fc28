import { describe, expect, it } from '@jest/globals';
import { zoneGroups } from './zones.ts';

describe('time zones', () => {
  it('are grouped by region, in words', () => {
    expect(
      zoneGroups(['Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Europe/Amsterdam'], 'Europe/Berlin'),
    ).toEqual([
      { group: 'America', items: [{ value: 'America/Argentina/Buenos_Aires', label: 'Argentina, Buenos Aires' }] },
      {
        group: 'Europe',
        items: [
          { value: 'Europe/Amsterdam', label: 'Amsterdam' },
          { value: 'Europe/Berlin', label: 'Berlin' },
        ],
      },
      { group: 'World', items: [{ value: 'UTC', label: 'UTC' }] },
    ]);
  });

  it('hold the one that is set, also where the browser has another name for it', () => {
    const values = zoneGroups(['Asia/Calcutta'], 'Asia/Kolkata').flatMap(({ items }) =>
      items.map(({ value }) => value),
    );
    expect(values).toEqual(['Asia/Calcutta', 'Asia/Kolkata', 'UTC']);
  });
});
