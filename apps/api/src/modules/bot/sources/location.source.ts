import { locationSource } from '@pacekeeper/contracts';
import { mapAnswer } from '../../instagram/index.ts';
import { defineSource } from './source.ts';
import { mediaOf } from './target.ts';

/** The newest posts of a place. */
export const location = defineSource(locationSource, async (session, { location_pk: pk }, cursor) =>
  mapAnswer(await session.locationPage(pk, cursor), mediaOf),
);
