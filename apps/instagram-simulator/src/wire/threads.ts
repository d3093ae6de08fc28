import type { Simulation } from '../simulation.ts';
import type { Message, Thread } from '../social/direct.ts';
import { userShape } from './people.ts';
import type { Wire } from './wire.ts';

const messageShape = (wire: Wire, message: Message) => ({
  item_id: message.id,
  user_id: wire.id(message.authorPk),
  timestamp: message.timestamp,
  item_type: message.kind,
  client_context: message.context,
  ...(message.kind === 'text' ? { text: message.text } : {}),
  ...(message.kind === 'link' ? { link: { text: message.text, client_context: message.context } } : {}),
  ...(message.kind === 'reel_share' || message.kind === 'story_share'
    ? { [message.kind]: { text: message.text, type: 'reply', media: { id: message.mediaPk } } }
    : {}),
});

/**
 * Whether a member has still to accept a thread: they neither wrote in it nor follow one of the others. Until then it is a
 * request to them.
 */
export const isRequestTo = (sim: Simulation, member: string, thread: Thread): boolean =>
  thread.messages.length > 0 &&
  !thread.messages.some(({ authorPk }) => authorPk === member) &&
  !thread.members.some((other) => other !== member && sim.graph.follows(member, other));

/** A thread as its member sees it, with the given messages, newest first. */
export const threadShape = (
  sim: Simulation,
  wire: Wire,
  viewer: string,
  thread: Thread,
  messages: readonly Message[],
) => {
  const others = thread.members.filter((pk) => pk !== viewer);
  const users = others.map((pk) => sim.world.personByPk(pk)).filter((person) => person !== null);
  const last = thread.messages.at(-1);
  const oldest = messages.at(-1);
  return {
    thread_id: thread.id,
    thread_v2_id: thread.id,
    users: users.map((person) => userShape(wire, person)),
    left_users: [],
    items: messages.map((message) => messageShape(wire, message)),
    last_activity_at: last?.timestamp ?? '0',
    muted: false,
    named: false,
    canonical: true,
    pending: isRequestTo(sim, viewer, thread),
    pending_user_ids: others.filter((pk) => isRequestTo(sim, pk, thread)).map(wire.id),
    archived: false,
    thread_type: 'private',
    viewer_id: wire.id(viewer),
    thread_title: users.map((person) => person.username).join(', '),
    is_group: others.length > 1,
    has_older: oldest !== undefined && oldest !== thread.messages[0],
    has_newer: false,
    newest_cursor: messages[0]?.id ?? '',
    oldest_cursor: oldest?.id ?? '',
  };
};
