import { action, type Answer, type RouteEntry, type SessionCall, signedIn } from '../pipeline/call.ts';
import type { Simulation } from '../simulation.ts';
import { parseJson, isRecord, textOf } from '../support/json.ts';
import { ok } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import { mediaShape } from '../wire/media.ts';
import { tagsIn } from '../world/posts.ts';
import type { Post } from '../world/types.ts';

/** Bytes of an upload are checked and dropped: only that it is a JPEG, and who sent it, is kept. */
const upload = (sim: Simulation, call: SessionCall): Answer => {
  const header = call.headers['x-instagram-rupload-params'];
  const params = typeof header === 'string' ? parseJson(header) : undefined;
  const uploadId = isRecord(params) ? textOf(params, 'upload_id') : '';
  const isJpeg = call.body[0] === 0xff && call.body[1] === 0xd8;
  if (uploadId === '' || !isJpeg) return errors.invalidParameters();
  sim.uploads.set(uploadId, call.account.pk);
  return ok({ upload_id: uploadId, xsharing_nonces: {} });
};

const configure = (sim: Simulation, call: SessionCall): Answer => {
  const uploadId = textOf(call.fields, 'upload_id');
  if (sim.uploads.get(uploadId) !== call.account.pk) return errors.invalidParameters();
  const caption = textOf(call.fields, 'caption');
  const post: Post = {
    pk: sim.world.nextPostPk(),
    ownerPk: call.account.pk,
    takenAt: sim.clock.seconds(),
    type: 1,
    caption,
    tags: tagsIn(caption),
    placePk: null,
    baseLikes: 0,
    baseComments: 0,
  };
  const publish = () => {
    // The upload is used up: configuring it twice publishes once.
    if (!sim.uploads.delete(uploadId)) return false;
    sim.world.addPost(post);
    return true;
  };
  return {
    ...ok({ media: mediaShape(sim, call.wire, call.account.pk, post), upload_id: uploadId }),
    deeds: [{ action: 'publish', target: post.pk, apply: publish }],
  };
};

export const publishRoutes: readonly RouteEntry[] = [
  signedIn('POST', '/rupload_igphoto/:name', upload),
  action('/api/v1/media/configure/', 'publish', configure),
];
