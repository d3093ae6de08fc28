import type { Place } from './types.ts';

const TOWNS = [
  {
    city: 'Norrhaven',
    lat: 57.41,
    lng: 10.12,
    places: ['Old Harbour', 'Lighthouse Steps', 'Fish Market Hall', 'Pier Nine'],
  },
  {
    city: 'Lindquarry',
    lat: 48.63,
    lng: 12.84,
    places: ['Quarry Lake', 'Linden Market', 'Tower Bakery', 'Upper Meadow'],
  },
  {
    city: 'Saltmarsh',
    lat: 52.97,
    lng: 4.81,
    places: ['Dune Path', 'Saltmarsh Station', 'Windmill Yard', 'Reed Boardwalk'],
  },
  {
    city: 'Greyfold',
    lat: 46.72,
    lng: 8.34,
    places: ['Greyfold Hut', 'Saddle Lookout', 'Valley Workshop', 'Glacier Bridge'],
  },
  {
    city: 'Vellamo',
    lat: 61.22,
    lng: 24.46,
    places: ['Vellamo Sauna', 'North Library', 'Rowing Club', 'Birch Square'],
  },
  { city: 'Tamarind', lat: 38.21, lng: -8.73, places: ['Tile Street', 'Garden of Steps', 'Tram Depot', 'Cork House'] },
] as const;

const FIRST_PK = 212_000_417;

/** The places of the world: the same in every world. */
export const PLACES: readonly Place[] = TOWNS.flatMap((town, t) =>
  town.places.map((name, i) => ({
    pk: String(FIRST_PK + t * 7919 + i * 131),
    name,
    address: `${name} ${3 + i * 4}`,
    city: town.city,
    lat: Number((town.lat + i * 0.011).toFixed(4)),
    lng: Number((town.lng - i * 0.017).toFixed(4)),
  })),
);
