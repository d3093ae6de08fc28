import { createHash } from 'node:crypto';

export interface Message {
  readonly id: string;
  readonly authorPk: string;
  /** text, link, reel_share, ... */
  readonly kind: string;
  readonly text: string;
  /** The story or media that the message answers or shares. */
  readonly mediaPk: string | null;
  /** Microseconds since 1970, as the wire counts here. */
  readonly timestamp: string;
  /** The client's own name for the attempt: a repeat of it is the same message. */
  readonly context: string;
}

export interface Thread {
  readonly id: string;
  /** All members, the one who began it first. */
  readonly members: readonly string[];
  /** Oldest first. */
  readonly messages: Message[];
}

export interface Direct {
  threadById(id: string): Thread | null;
  /** The thread of exactly these members, or null. */
  threadOf(members: readonly string[]): Thread | null;
  /** The thread of these members; begins one where there is none. */
  open(members: readonly string[]): Thread;
  /** Threads of a user, the latest first. */
  threadsOf(pk: string): Thread[];
  byContext(authorPk: string, context: string): Message | null;
  /** @returns false where a message with this author and context is there already. */
  add(threadId: string, message: Message): boolean;
  dump(): readonly Thread[];
  load(threads: readonly Thread[]): void;
}

const FIRST_ID = 340_282_366_841_710_300_949_000_000_000_000_000_000n;

/** The id of the thread of these members, no matter who began it: the same in every run. */
export const threadIdOf = (members: readonly string[]): string => {
  const key = [...new Set(members)].sort().join(' ');
  return String(FIRST_ID + BigInt(`0x${createHash('sha256').update(key).digest('hex').slice(0, 20)}`));
};

export const createDirect = (): Direct => {
  const threads = new Map<string, Thread>();
  const contexts = new Map<string, Message>();

  const open = (members: readonly string[]) => {
    const id = threadIdOf(members);
    let thread = threads.get(id);
    if (!thread) threads.set(id, (thread = { id, members: [...new Set(members)], messages: [] }));
    return thread;
  };
  const add = (threadId: string, message: Message) => {
    const key = `${message.authorPk} ${message.context}`;
    const thread = threads.get(threadId);
    if (!thread || (message.context !== '' && contexts.has(key))) return false;
    contexts.set(key, message);
    thread.messages.push(message);
    return true;
  };

  return {
    threadById: (id) => threads.get(id) ?? null,
    threadOf: (members) => threads.get(threadIdOf(members)) ?? null,
    open,
    threadsOf: (pk) =>
      [...threads.values()]
        .filter((thread) => thread.members.includes(pk) && thread.messages.length > 0)
        .sort((a, b) => latest(b).localeCompare(latest(a))),
    byContext: (authorPk, context) => (context === '' ? null : (contexts.get(`${authorPk} ${context}`) ?? null)),
    add,
    dump: () => [...threads.values()],
    load: (saved) => {
      for (const thread of saved) {
        const { id } = open(thread.members);
        for (const message of thread.messages) add(id, message);
      }
    },
  };
};

const latest = (thread: Thread): string => thread.messages.at(-1)?.timestamp ?? '';
