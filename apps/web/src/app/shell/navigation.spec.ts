import { describe, expect, it } from '@jest/globals';
import type { Role } from '@pacekeeper/contracts';
import {
  ADMIN_PLACES,
  MORE_PLACES,
  openTo,
  OWN_PLACES,
  PLACES,
  type Place,
  SWITCHER_PLACES,
  THUMB_PLACES,
} from './navigation.ts';

const labels = (role: Role, places: readonly Place[]) => openTo({ role }, places).map(({ label }) => label);

describe('the menus', () => {
  it('offer administrators what they look after', () =>
    expect(labels('admin', ADMIN_PLACES)).toEqual(['Users', 'Approvals', 'Daily limits', 'Audit log', 'System']));

  it('offer nobody else any of it', () => expect(labels('user', ADMIN_PLACES)).toEqual([]));

  it.each(['admin', 'user'] as const)('offer everyone their own work, also as %s', (role) => {
    expect(labels(role, PLACES)).toEqual(PLACES.map(({ label }) => label));
    expect(labels(role, OWN_PLACES)).toEqual(OWN_PLACES.map(({ label }) => label));
  });

  it('name each screen once', () => {
    const all = [...PLACES, ...SWITCHER_PLACES, ...ADMIN_PLACES, ...OWN_PLACES].map(({ to }) => to);
    expect(all).toEqual([...new Set(all)]);
  });

  it('reach the same screens on a phone', () => {
    const sorted = (places: readonly Place[]) => places.map(({ to }) => to).toSorted();
    expect(sorted([...THUMB_PLACES, ...MORE_PLACES])).toEqual(sorted([...PLACES, ...SWITCHER_PLACES]));
  });
});
