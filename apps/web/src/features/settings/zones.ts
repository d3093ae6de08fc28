export interface ZoneGroup {
  readonly group: string;
  readonly items: readonly { readonly value: string; readonly label: string }[];
}

/** Zones of no region are of the whole world. */
const WORLD = 'World';

/** "America/Argentina/Buenos_Aires" as "Argentina, Buenos Aires" among those of America. */
const labelOf = (parts: readonly string[]): string => parts.join(', ').replaceAll('_', ' ');

/** The zones that the browser knows, by region, and always the one that is set and UTC. */
export const zoneGroups = (known: readonly string[], set: string): readonly ZoneGroup[] => {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const value of [...new Set([...known, set, 'UTC'])].sort()) {
    const [region = WORLD, ...place] = value.split('/');
    const group = place.length > 0 ? region : WORLD;
    const label = labelOf(place.length > 0 ? place : [region]);
    groups.set(group, [...(groups.get(group) ?? []), { value, label }]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
};
