import { ERROR_SYMBOLS, ERRORS, type ErrorSymbol } from '../catalogue/index.ts';
import { CONTENT_LISTS } from '../content-lists.ts';
import { NOTIFICATION_EVENTS, NOTIFICATION_TROUBLES } from '../notification-kinds.ts';
import { REVIEW_ANSWERS } from '../review-answers.ts';
import { action, count, limits, nested, oneOf, optional, type Params, readParams, text, time } from './kinds.ts';

/** The names in curly brackets of an error's message. */
type Gaps<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Gaps<Rest> : never;
type ErrorParams<S extends ErrorSymbol> = Readonly<
  Partial<Record<Gaps<(typeof ERRORS)[S]['message']>, string | number>>
>;

/** An entry of the error catalogue with the parameters of its message. */
export type ErrorMessage<S extends ErrorSymbol = ErrorSymbol> = {
  readonly [K in S]: { readonly symbol: K; readonly params: ErrorParams<K> };
}[S];

export const isErrorSymbol = (symbol: unknown): symbol is ErrorSymbol =>
  typeof symbol === 'string' && Object.hasOwn(ERRORS, symbol);

/** An error as it is stored and rendered: its symbol, and of the parameters those that its message names. */
export const sayError = (symbol: ErrorSymbol, params: unknown = {}): ErrorMessage => {
  const kept = [...ERRORS[symbol].message.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => {
    const value =
      typeof params === 'object' && params !== null && Object.hasOwn(params, name)
        ? (params as Record<string, unknown>)[name]
        : undefined;
    return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)) ? [[name, value]] : [];
  });
  return { symbol, params: Object.fromEntries(kept) } as ErrorMessage;
};

const error = nested((symbol, params) => (isErrorSymbol(symbol) ? sayError(symbol, params) : undefined));

/** Why a job or a bot waits: the clock's symbols. */
const WAITS = {
  gap: {},
  hourly_cap: {},
  working_hours: {},
  quota: {},
  /** Instagram objected, or the last tries of a job failed; without `error` the row's last error says why. */
  breaker: { error: optional(error) },
  bot_paused: {},
  job_paused: {},
  /** `answers`: many accounts got the same answer; `person`: an administrator paused. */
  fleet_paused: { by: oneOf(['answers', 'person']) },
  read_cap: {},
  reading_back: {},
  quiet_after_reconnect: {},
  approval: {},
  bot_stopped: { because: oneOf(['person', 'not_connected']) },
} as const;

/**
 * What the activity log and the notices of the event stream say. `account` and `target` are names without @. A job's
 * `action` and `source` are names of kinds, and `of` is what its source is about, such as a hashtag.
 */
const EVENTS = {
  'account.connected': { account: text },
  'account.connected_by_takeover': { account: text },
  'account.connect_failed': { account: text, error },
  'account.lost_to_takeover': { account: text },
  'account.disconnected': { account: text },
  'account.disconnected_here': { account: text },
  'account.removed': { account: text },
  'account.proxy_set': { account: text, proxy: text },
  'account.proxy_removed': { account: text },
  'account.hours_set': { account: text, from: text, to: text },
  'account.hours_cleared': { account: text },
  'session.file_refused': { error },
  'session.exported': { account: text },
  'session.valid': { account: text },
  'session.test_failed': { account: text, error },
  'session.lost': { account: text, error },
  'bot.started': { account: text },
  'bot.stopped': { account: text },
  'bot.paused': { account: text, error, until: optional(time) },
  'bot.paused_with_fleet': { account: text, by: oneOf(['answers', 'person']) },
  'bot.resumed_with_fleet': { account: text },
  'bot.stopped_by_administrator': { account: text, reason: optional(text) },
  /** Without `action`: of the whole account. */
  'breaker.opened': { account: text, action, error, until: time },
  'breaker.closed': { account: text, action: optional(action) },
  'breaker.released': { account: text, action: optional(action), reason: text },
  'breaker.released_by_administrator': { account: text, action: optional(action), reason: text },
  'account.pace_set': { account: text },
  'account.pace_cleared': { account: text },
  'account.ramp_set': { account: text, percent: count, reason: text },
  'job.created': { action: text, amount: count, source: text, of: optional(text) },
  'job.paused': {},
  'job.resumed': {},
  'job.cancelled': {},
  'job.finished': { action: text, done: count },
  'job.finished_short': { action: text, done: count },
  'job.finished_unreadable': { action: text, done: count },
  'job.finished_nobody': { action: text, error },
  'job.changed': { amount: count },

  'plan.ready': { action: text, acts: count, skips: count },
  'plan.changed': { struck: count, restored: count },
  'plan.approved': { acts: count, by: oneOf(['owner', 'administrator']) },
  'plan.rejected': { reason: text },
  'plan.expired': {},
  'plan.needs_approval': { user: text },
  'job.undo': { action: text, amount: count },
  'job.paused_by_administrator': {},
  'job.cancelled_by_administrator': {},
  'review.question': { action: text, target: text },
  'review.answered': { action: text, target: text, answer: oneOf(REVIEW_ANSWERS) },
  'schedule.created': { name: text },
  'schedule.changed': { name: text },
  'schedule.removed': { name: text },
  'schedule.skipped': { name: text, error },
  'schedule.missed': { name: text, missed: count },

  'job.source_failed': { error },
  'job.failed': { error },
  'job.failed_in_a_row': { failures: count, error },
  'source.unreadable': { unreadable: count },
  'targets.skipped': { skipped: count, of: count },
  /** For an action that has no words of its own. */
  'action.done': { action: text, target: text },
  'follow.done': { target: text },
  'follow.requested': { target: text },
  'unfollow.done': { target: text },
  'like.done': { target: text },
  'unlike.done': { target: text },
  'story_view.done': { target: text },
  'story_reaction.done': { target: text },
  'dm.done': { target: text },
  'action.failed': { target: text, error },
  'quota.nearly_used': { action, used: count, limit: count },
  'limits.default_set': { limits, reason: optional(text) },
  'limits.set': { limits, reason: optional(text) },
  'limits.cleared': {},
  'limits.wished': { limits },
  'fleet.changed': {},
  'everything.changed': {},

  /** `of` is the one entry that was added; without it, several were. */
  'content.added': { list: oneOf(CONTENT_LISTS), added: count, of: optional(text) },
  'content.changed': { list: oneOf(CONTENT_LISTS), of: text },
  'content.removed': { list: oneOf(CONTENT_LISTS), of: text },
  'template.has_links': { links: count },

  'source.named': { source: text, of: optional(text) },

  'notifications.changed': { channels: count },
  /** The subject of a mail, and the first line of everything else. */
  'notification.title': { event: oneOf(NOTIFICATION_EVENTS) },
  'notification.test': {},
  /** `from` and `to` are days of the reader's own calendar; `actions` is what was done of each action. */
  'digest.summary': { from: text, to: text, actions: limits, failed: count, unknown: count },
  /** `status` is the HTTP status that the other side answered. */
  'notification.failed': { because: oneOf(NOTIFICATION_TROUBLES), status: optional(count) },
} as const;

/** Every message that Pacekeeper writes, with its parameters; the errors of the catalogue are messages too. */
export const SHAPES = { ...WAITS, ...EVENTS } as const;
export type OwnSymbol = keyof typeof SHAPES;

export type MessageSymbol = OwnSymbol | ErrorSymbol;
export const MESSAGE_SYMBOLS: readonly MessageSymbol[] = [...(Object.keys(SHAPES) as OwnSymbol[]), ...ERROR_SYMBOLS];

export type ParamsOf<S extends MessageSymbol> = S extends OwnSymbol
  ? Params<(typeof SHAPES)[S]>
  : S extends ErrorSymbol
    ? ErrorParams<S>
    : never;

/** What rows store instead of a sentence. Made by `say`, shown by `render`. */
export type Message<S extends MessageSymbol = MessageSymbol> = {
  readonly [K in S]: { readonly symbol: K; readonly params: ParamsOf<K> };
}[S];

export type WaitSymbol = keyof typeof WAITS;
export const WAIT_SYMBOLS = Object.keys(WAITS) as readonly WaitSymbol[];
export type WaitMessage = Message<WaitSymbol>;

type Arguments<P> = Record<never, never> extends P ? [params?: P] : [params: P];

/** A message to store. An unknown symbol and wrong parameters do not compile. */
export const say = <const S extends MessageSymbol>(symbol: S, ...[params]: Arguments<ParamsOf<S>>): Message<S> =>
  ({ symbol, params: params ?? {} }) as Message<S>;

/** What was stored, with its declared parameters alone; null for a symbol or parameters that this version does not know. */
export const readMessage = (symbol: string, params: unknown): Message | null => {
  if (isErrorSymbol(symbol)) return sayError(symbol, params);
  if (!Object.hasOwn(SHAPES, symbol)) return null;
  const read = readParams(SHAPES[symbol as OwnSymbol], params);
  return read ? ({ symbol, params: read } as Message) : null;
};
