import { describe, expect, it } from '@jest/globals';
import type { Role } from '@pacekeeper/contracts';
import { ADMIN_PLACES, openTo, OWN_PLACES, PLACES, type Place } from './navigation.ts';

const labels = (role: Role, places: readonly Place[]) => openTo({ role }, places).map(({ label }) => label);

describe('the menus', () => {
  it('offer administrators what they look after', () =>
    expect(labels('admin', ADMIN_PLACES)).toEqual(['Users', 'Daily limits', 'Audit log', 'System']));

  it('offer nobody else any of it', () => expect(labels('user', ADMIN_PLACES)).toEqual([]));

  it.each(['admin', 'user'] as const)('offer everyone their own work, also as %s', (role) => {
    expect(labels(role, PLACES)).toEqual(PLACES.map(({ label }) => label));
    expect(labels(role, OWN_PLACES)).toEqual(OWN_PLACES.map(({ label }) => label));
  });

  it('name each screen once', () => {
    const all = [...PLACES, ...ADMIN_PLACES, ...OWN_PLACES].map(({ to }) => to);
    expect(all).toEqual([...new Set(all)]);
  });
});
