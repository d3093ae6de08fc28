import { type RouteEntry, signedIn } from '../pipeline/call.ts';
import { textOf } from '../support/json.ts';
import { ok } from '../transport/reply.ts';
import { pathNotFound } from '../wire/errors.ts';
import { placeByPk, placeShape } from '../wire/media.ts';
import { ranked, sectionsBody } from '../wire/sections.ts';
import { PLACES } from '../world/places.ts';
import type { Place } from '../world/types.ts';
import { visibleTo } from './tags.ts';

const FOUND = 30;

const isNamed = (place: Place, text: string): boolean =>
  `${place.name} ${place.city}`.toLowerCase().includes(text.toLowerCase());

/** Square of the distance in degrees: enough to put places in order. */
const distance = (place: Place, lat: number, lng: number): number => (place.lat - lat) ** 2 + (place.lng - lng) ** 2;

export const locationRoutes: readonly RouteEntry[] = [
  signedIn('GET', '/api/v1/location_search/', (_sim, call) => {
    const text = textOf(call.query, 'search_query');
    const lat = Number(textOf(call.query, 'latitude')) || 0;
    const lng = Number(textOf(call.query, 'longitude')) || 0;
    const found = PLACES.filter((place) => isNamed(place, text)).sort(
      (a, b) => distance(a, lat, lng) - distance(b, lat, lng),
    );
    return ok({
      venues: found.slice(0, FOUND).map((place) => ({
        name: place.name,
        external_id: call.wire.id(place.pk),
        external_id_source: 'facebook_places',
        lat: place.lat,
        lng: place.lng,
        address: `${place.address}, ${place.city}`,
        minimum_age: 0,
      })),
      request_id: 'simulated',
      rank_token: 'simulated',
    });
  }),

  signedIn('GET', '/api/v1/fbsearch/places/', (_sim, call) => {
    const text = textOf(call.query, 'query');
    const found = text === '' ? [] : PLACES.filter((place) => isNamed(place, text));
    return ok({
      items: found.slice(0, FOUND).map((place) => ({
        location: placeShape(call.wire, place),
        title: place.name,
        subtitle: `${place.address}, ${place.city}`,
        media_bundles: [],
        header_media: {},
      })),
      has_more: false,
      rank_token: 'simulated',
    });
  }),

  signedIn('GET', '/api/v1/locations/:pk/info/', (_sim, call) => {
    const place = placeByPk(call.params['pk'] ?? '');
    return place ? ok({ location: placeShape(call.wire, place) }) : pathNotFound();
  }),

  signedIn('GET', '/api/v1/locations/:pk/story/', (_sim, call) =>
    placeByPk(call.params['pk'] ?? '') ? ok({ story: null }) : pathNotFound(),
  ),

  signedIn('POST', '/api/v1/locations/:pk/sections/', (sim, call) => {
    const place = placeByPk(call.params['pk'] ?? '');
    if (!place) return pathNotFound();
    const posts = visibleTo(sim, call.account.pk, sim.world.postsAt(place.pk));
    return ok(
      // The client reads the grid of every section here, whatever its layout: no odd ones.
      sectionsBody(sim, call.wire, textOf(call.fields, 'tab') === 'recent' ? posts : ranked(posts), {
        viewer: call.account.pk,
        cursor: textOf(call.fields, 'max_id'),
        pageSize: sim.settings.media_page,
        odd: false,
      }),
    );
  }),
];
