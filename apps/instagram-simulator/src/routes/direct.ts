import { action, type Answer, type RouteEntry, type SessionCall, signedIn } from '../pipeline/call.ts';
import type { ActionName } from '../effects/actions.ts';
import type { Simulation } from '../simulation.ts';
import { type Message, threadIdOf } from '../social/direct.ts';
import { idsOf, textOf, wholeOf } from '../support/json.ts';
import { pageOf } from '../support/paging.ts';
import { ok } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import { userShape } from '../wire/people.ts';
import { isRequestTo, threadShape } from '../wire/threads.ts';

const INBOX_PAGE = 20;
const IN_INBOX = 10;
const MESSAGES_PAGE = 10;

/** Who is in the thread that a broadcast goes to: the named recipients, or the members of the named thread. */
const membersOf = (sim: Simulation, call: SessionCall): readonly string[] | null => {
  const [threadId] = idsOf(call.fields['thread_ids']);
  if (threadId !== undefined) {
    const thread = sim.direct.threadById(threadId);
    return thread?.members.includes(call.account.pk) ? thread.members : null;
  }
  const recipients = idsOf(call.fields['recipient_users']);
  const known = recipients.length > 0 && recipients.every((pk) => sim.world.personByPk(pk) !== null);
  return known ? [call.account.pk, ...recipients] : null;
};

const newMessage = (sim: Simulation, call: SessionCall, kind: string, context: string): Message => ({
  id: `3${sim.clock.now()}${sim.secrets.digits(17)}`,
  authorPk: call.account.pk,
  kind,
  text: textOf(call.fields, 'text') || textOf(call.fields, 'link_text'),
  mediaPk: storyOf(call),
  timestamp: `${sim.clock.now()}000`,
  context,
});

const storyOf = (call: SessionCall): string | null =>
  (textOf(call.fields, 'media_id') || textOf(call.fields, 'story_media_id')).split('_')[0] || null;

const broadcast =
  (name: ActionName, kindOf: (call: SessionCall) => string) =>
  (sim: Simulation, call: SessionCall): Answer => {
    const members = membersOf(sim, call);
    if (!members) return errors.invalidParameters();
    const me = call.account.pk;
    const context = textOf(call.fields, 'client_context');
    const before = sim.direct.byContext(me, context);
    const message = before ?? newMessage(sim, call, kindOf(call), context);
    const others = members.filter((pk) => pk !== me);
    const target =
      name === 'story_reaction'
        ? (message.mediaPk ?? '')
        : others.length === 1
          ? (others[0] ?? '')
          : threadIdOf(members);
    const payload = {
      client_context: context,
      item_id: message.id,
      timestamp: message.timestamp,
      thread_id: threadIdOf(members),
    };
    return {
      ...ok({ action: 'item_ack', status_code: '200', payload }),
      deeds: [{ action: name, target, apply: () => sim.direct.add(sim.direct.open(members).id, message) }],
    };
  };

/** The threads of the caller, or those that wait for the caller's consent. */
const inbox = (requests: boolean) => (sim: Simulation, call: SessionCall) => {
  const me = call.account.pk;
  const limit = Math.min(wholeOf(call.query, 'limit') ?? INBOX_PAGE, INBOX_PAGE);
  const all = sim.direct.threadsOf(me);
  const asked = all.filter((thread) => isRequestTo(sim, me, thread));
  const shown = requests ? asked : all.filter((thread) => !asked.includes(thread));
  const page = pageOf(shown, textOf(call.query, 'cursor'), limit);
  return ok({
    inbox: {
      threads: page.items.map((thread) =>
        threadShape(sim, call.wire, me, thread, [...thread.messages].reverse().slice(0, IN_INBOX)),
      ),
      has_older: page.next !== null,
      unseen_count: 0,
      oldest_cursor: page.next,
    },
    seq_id: 1,
    pending_requests_total: asked.length,
  });
};

export const directRoutes: readonly RouteEntry[] = [
  action(
    '/api/v1/direct_v2/threads/broadcast/reel_share/',
    'story_reaction',
    broadcast('story_reaction', () => 'reel_share'),
  ),
  action(
    '/api/v1/direct_v2/threads/broadcast/:item/',
    'dm',
    broadcast('dm', (call) => call.params['item'] ?? 'text'),
  ),

  signedIn('GET', '/api/v1/direct_v2/inbox/', inbox(false)),
  signedIn('GET', '/api/v1/direct_v2/pending_inbox/', inbox(true)),

  signedIn('GET', '/api/v1/direct_v2/threads/:id/', (sim, call) => {
    const thread = sim.direct.threadById(call.params['id'] ?? '');
    if (!thread?.members.includes(call.account.pk)) return errors.pathNotFound();
    const newestFirst = [...thread.messages].reverse();
    const cursor = textOf(call.query, 'cursor');
    const start = cursor === '' ? 0 : newestFirst.findIndex((message) => message.id === cursor) + 1;
    const limit = Math.min(wholeOf(call.query, 'limit') ?? MESSAGES_PAGE, 50);
    return ok({
      thread: threadShape(sim, call.wire, call.account.pk, thread, newestFirst.slice(start, start + limit)),
    });
  }),

  signedIn('GET', '/api/v1/direct_v2/threads/get_by_participants/', (sim, call) => {
    const thread = sim.direct.threadOf([call.account.pk, ...idsOf(call.query['recipient_users'])]);
    if (!thread) return ok({ thread: null });
    return ok({
      thread: threadShape(
        sim,
        call.wire,
        call.account.pk,
        thread,
        [...thread.messages].reverse().slice(0, MESSAGES_PAGE),
      ),
    });
  }),

  signedIn('POST', '/api/v1/direct_v2/threads/:id/items/:item/seen/', () =>
    ok({ action: 'item_ack', status_code: '200' }),
  ),

  signedIn('GET', '/api/v1/direct_v2/ranked_recipients/', (sim, call) => {
    const found = sim.world.search(textOf(call.query, 'query').toLowerCase(), INBOX_PAGE);
    return ok({
      ranked_recipients: found.map((person) => ({ user: userShape(call.wire, person) })),
      expires: 300,
      filtered: false,
      rank_token: 'simulated',
    });
  }),
];
