import { action, type Answer, type RouteEntry, type SessionCall, signedIn } from '../pipeline/call.ts';
import type { Simulation } from '../simulation.ts';
import type { Deed } from '../effects/actions.ts';
import { idsOf, isRecord } from '../support/json.ts';
import { ok } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import { storyShape } from '../wire/media.ts';
import { maySee, userShape } from '../wire/people.ts';
import { storiesOf, storyByPk } from '../world/stories.ts';
import type { Person, StoryItem } from '../world/types.ts';

const TRAY = 40;
const MOST_REELS = 50;

/** The stories of a person with what the caller has seen of them; null where there are none to be seen. */
const reelShape = (sim: Simulation, call: SessionCall, person: Person) => {
  const items = maySee(sim, call.account.pk, person) ? storiesOf(person, sim.clock.seconds()) : [];
  const last = items.at(-1);
  if (!last) return null;
  const seen = items.filter((item) => sim.seen.has(call.account.pk, item.pk)).at(-1);
  return {
    id: call.wire.id(person.pk),
    latest_reel_media: last.takenAt,
    expiring_at: last.expiresAt,
    seen: seen?.takenAt ?? 0,
    can_reply: true,
    can_reshare: true,
    reel_type: 'user_reel',
    user: userShape(call.wire, person),
    media_count: items.length,
    items: items.map((item) => storyShape(sim, call.wire, item)),
  };
};

/** The stories that `media/seen/` names: keys are `<story pk>_<owner pk>_<source pk>`. */
const seenStories = (sim: Simulation, call: SessionCall): StoryItem[] => {
  const reels = call.fields['reels'];
  if (!isRecord(reels)) return [];
  return Object.keys(reels)
    .map((key) => storyByPk(key.split('_')[0] ?? '', sim.world.generated, sim.clock.seconds()))
    .filter((item) => item !== null)
    .filter((item) => {
      const owner = sim.world.personByPk(item.ownerPk);
      return owner !== null && maySee(sim, call.account.pk, owner);
    });
};

const seen = (sim: Simulation, call: SessionCall): Answer => {
  if (!isRecord(call.fields['reels'])) return errors.invalidParameters();
  const deeds = seenStories(sim, call).map((item): Deed => ({
    action: 'story_view',
    target: item.pk,
    apply: () => sim.seen.add(call.account.pk, item.pk),
  }));
  return { ...ok(), deeds };
};

export const storyRoutes: readonly RouteEntry[] = [
  action('/api/v2/media/seen/', 'story_view', seen),

  signedIn('POST', '/api/v1/feed/reels_tray/', (sim, call) => {
    const tray: object[] = [];
    for (const pk of sim.graph.following(call.account.pk)) {
      const person = sim.world.personByPk(pk);
      const reel = person && reelShape(sim, call, person);
      if (reel)
        tray.push({ ...reel, ranked_position: tray.length + 1, seen_ranked_position: tray.length + 1, muted: false });
      if (tray.length === TRAY) break;
    }
    return ok({ tray, broadcasts: [], story_ranking_token: 'simulated', has_new_nux_story: false });
  }),

  signedIn('GET', '/api/v1/feed/user/:pk/story/', (sim, call) => {
    const person = sim.world.personByPk(call.params['pk'] ?? '');
    if (!person) return errors.userNotFound();
    if (!maySee(sim, call.account.pk, person)) return errors.notAuthorized();
    return ok({ broadcast: null, reel: reelShape(sim, call, person) });
  }),

  signedIn('POST', '/api/v1/feed/reels_media/', (sim, call) => {
    const reels: Record<string, object> = {};
    for (const pk of idsOf(call.fields['user_ids']).slice(0, MOST_REELS)) {
      const person = sim.world.personByPk(pk);
      const reel = person && reelShape(sim, call, person);
      if (reel) reels[pk] = reel;
    }
    return ok({ reels, reels_media: Object.values(reels) });
  }),
];
