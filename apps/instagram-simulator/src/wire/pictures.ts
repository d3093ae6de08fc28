import type { Simulation } from '../simulation.ts';
import { fail, type Reply } from '../transport/reply.ts';
import { avatarSvg } from '../world/avatar.ts';

/** `/pictures/<pk>.svg`: a person's picture, to be shown on pages of any origin. */
export const pictureReply = (sim: Simulation, path: string): Reply => {
  const pk = /^\/pictures\/(\d{1,25})\.svg$/.exec(path)?.[1];
  const person = pk === undefined ? null : sim.world.personByPk(pk);
  if (!person) return fail(404, { message: 'Not found' });
  return {
    status: 200,
    text: avatarSvg(person),
    type: 'image/svg+xml; charset=utf-8',
    headers: {
      'Cache-Control': 'public, max-age=3600',
      'Content-Security-Policy': "default-src 'none'",
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Access-Control-Allow-Origin': '*',
    },
  };
};
