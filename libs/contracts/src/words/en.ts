import { ACTION_LABELS, type Action, ACTIONS } from '../actions.ts';
import { ERRORS } from '../catalogue/index.ts';
import type { ContentList } from '../content-lists.ts';
import type { NotificationEvent, NotificationTrouble } from '../notification-kinds.ts';
import type { Catalogue, Words } from './catalogue.ts';
import type { Forms } from './formats.ts';
import type { LimitWords } from './kinds.ts';

/** A kind that has no words yet is said by its name. */
const nameOf = (kind: string): string => kind.replaceAll('_', ' ');

const formsOf = (action: string): Forms => {
  const label = Object.hasOwn(ACTION_LABELS, action) ? ACTION_LABELS[action as Action] : null;
  return label ? { one: label.one, other: label.many } : { other: nameOf(action) };
};

const done = (words: Words, action: string, value: number): string => words.counted(value, formsOf(action));

/** Such as `12 follows, likes as allowed`. */
const daily = (words: Words, limits: LimitWords): string =>
  words.list(
    ACTIONS.flatMap((action) => {
      const limit = limits[action];
      if (limit === undefined) return [];
      return limit === null ? `${ACTION_LABELS[action].many} as allowed` : done(words, action, limit);
    }),
  );

const TITLES: Readonly<Record<NotificationEvent, string>> = {
  challenge: 'Instagram asks you to confirm that it is you',
  session_lost: 'An Instagram session ended',
  blocked: 'Instagram blocked an action',
  job_done: 'A job finished',
  job_failed: 'A job failed',
  quota_80: "Most of today's limit is used",
  review: 'An action needs your answer',
  approval_needed: 'A job waits for approval',
  plan_ready: 'A plan is ready',
  schedule_skipped: 'A schedule was skipped',
  fleet_paused: 'All bots paused',
};

const TROUBLES: Readonly<Record<NotificationTrouble, (status: string) => string>> = {
  status: (status) => `The other side answered with status ${status}.`,
  redirect: (status) =>
    `The other side redirected (status ${status}), which is not followed. Enter the address that it leads to.`,
  timeout: () => 'The other side did not answer within 10 seconds.',
  refused: () => 'The address leads to this machine, or into a network that is not the public internet.',
  name: () => 'No address is found for the name of the host.',
  unreachable: () => 'No connection to the other side could be made.',
  certificate: () => 'The certificate of the other side is not valid.',
  no_email: () => 'You have no e-mail address.',
  mail_server: () => 'The mail server did not take the mail.',
  secret: () => 'The secret of this channel cannot be read. Enter it again.',
  other: () => 'It could not be sent.',
};

/** What an entry of each list is called, and the list itself. */
const CONTENT: Readonly<Record<ContentList, { readonly entry: Forms; readonly list: string }>> = {
  hashtags: { entry: { one: 'hashtag', other: 'hashtags' }, list: 'your hashtags' },
  locations: { entry: { one: 'location', other: 'locations' }, list: 'your locations' },
  dm_templates: { entry: { one: 'text', other: 'texts' }, list: 'your texts for messages' },
  block_list: { entry: { one: 'person', other: 'people' }, list: 'your block list' },
  allow_list: { entry: { one: 'person', other: 'people' }, list: 'your allow list' },
  opt_outs: { entry: { one: 'person', other: 'people' }, list: 'the opt-outs' },
};
const withAction = (action: Action | undefined): string => (action ? ` with ${ACTION_LABELS[action].many}` : '');

const because = (reason: string | undefined): string => (reason ? ` Reason: ${reason}` : '');

const FROM: Readonly<Record<string, (of: string) => string>> = {
  hashtag: (of) => (of ? `#${of}` : 'a hashtag'),
  location: (of) => (of ? `the location ${of}` : 'a location'),
  followers_of: (of) => (of ? `the followers of @${of}` : 'the followers of an account'),
  following_of: (of) => (of ? `accounts that @${of} follows` : 'accounts that an account follows'),
  own_followers: () => 'your followers',
  own_following: () => 'accounts that you follow',
  likers_of: () => 'people who liked a post',
  commenters_of: () => 'people who commented on a post',
  followed_by_bot: () => 'accounts that the bot followed',
  list: () => 'a list of names',
};

const from = (source: string, of: string): string =>
  (Object.hasOwn(FROM, source) ? FROM[source]?.(of) : undefined) ?? [nameOf(source), of].join(' ').trim();

export const en: Catalogue = {
  messages: {
    gap: 'Pausing between two actions.',
    hourly_cap: "This hour's maximum is reached; it continues when the hour is over.",
    working_hours: 'Outside the working hours.',
    quota: "Today's limit is reached; it continues tomorrow.",
    breaker: ({ error }, words) => (error ? words.error(error) : 'The last try failed; it is tried again.'),
    bot_paused: 'The bot is paused.',
    job_paused: 'The job is paused.',
    fleet_paused: ({ by }, words) =>
      by === 'person' ? 'An administrator paused all bots.' : words.error({ symbol: 'FLEET_PAUSED', params: {} }),
    read_cap: "This hour's maximum of reads is reached; it continues when the hour is over.",
    reading_back: 'Checking with Instagram whether an interrupted action took effect.',
    quiet_after_reconnect: 'The account was connected again and stays quiet for a while.',
    approval: 'Waiting for approval.',
    bot_stopped: ({ because: why }) =>
      why === 'not_connected' ? 'The account is not connected.' : 'The bot is stopped.',

    'account.connected': ({ account }) => `Connected @${account}.`,
    'account.connected_by_takeover': ({ account }) => `Connected @${account}, taken over from another user.`,
    'account.connect_failed': ({ account, error }, words) => `Could not connect @${account}. ${words.error(error)}`,
    'account.lost_to_takeover': ({ account }) =>
      `Another user connected @${account}, with its password or a session of it; your connection ended.`,
    'account.disconnected': ({ account }) => `Disconnected @${account}.`,
    'account.disconnected_here': ({ account }) =>
      `Disconnected @${account} here. Instagram could not be told; end the login in its app too.`,
    'account.removed': ({ account }) => `Removed @${account} with its jobs and its history of targets.`,
    'account.proxy_set': ({ account, proxy }) => `Calls of @${account} now go through the proxy ${proxy}.`,
    'account.proxy_removed': ({ account }) => `Calls of @${account} now go without a proxy.`,
    'account.hours_set': ({ account, from, to }) => `The bot of @${account} now works from ${from} to ${to}.`,
    'account.hours_cleared': ({ account }) => `The bot of @${account} now works in the standard hours.`,

    'session.file_refused': ({ error }, words) =>
      `Could not connect an account with a session file. ${words.error(error)}`,
    'session.exported': ({ account }) => `The session of @${account} was exported as a file.`,
    'session.valid': ({ account }) => `The session of @${account} is valid.`,
    'session.test_failed': ({ account, error }, words) =>
      `The session of @${account} was tested. ${words.error(error)}`,
    'session.lost': ({ account, error }, words) => `The bot of @${account} stopped. ${words.error(error)}`,

    'bot.started': ({ account }) => `The bot of @${account} was started.`,
    'bot.stopped': ({ account }) => `The bot of @${account} was stopped.`,
    'bot.paused': ({ account, error, until }, words) =>
      `The bot of @${account} paused${until ? ` until ${words.time(until)}` : ''}. ${words.error(error)}`,
    'bot.paused_with_fleet': ({ account, by }, words) =>
      `The bot of @${account} paused. ${
        by === 'person' ? 'An administrator paused all bots.' : words.error({ symbol: 'FLEET_PAUSED', params: {} })
      }`,
    'bot.resumed_with_fleet': ({ account }) => `The bot of @${account} continues: the pause of all bots is over.`,

    'bot.stopped_by_administrator': ({ account, reason }) =>
      `An administrator stopped the bot of @${account}.${because(reason)}`,
    'breaker.opened': ({ account, action, error, until }, words) =>
      `@${account} does no ${ACTION_LABELS[action].many} until ${words.time(until)}; everything else goes on. ${words.error(error)}`,
    'breaker.closed': ({ account, action }) =>
      action
        ? `@${account} does ${ACTION_LABELS[action].many} again: Instagram let one through.`
        : `The bot of @${account} continues: Instagram let an action through.`,
    'breaker.released': ({ account, action, reason }) =>
      `You let @${account} continue${withAction(action)} before the pause was over.${because(reason)}`,
    'breaker.released_by_administrator': ({ account, action, reason }) =>
      `An administrator let @${account} continue${withAction(action)} before the pause was over.${because(reason)}`,
    'account.pace_set': ({ account }) => `The bot of @${account} now works at its own, slower pace.`,
    'account.pace_cleared': ({ account }) => `The bot of @${account} now works at the standard pace.`,
    'account.ramp_set': ({ account, percent, reason }, words) =>
      `An administrator set @${account} to ${words.number(percent)} % of its limits.${because(reason)}`,

    'job.created': ({ action, amount, source, of }, words) =>
      `Asked for ${done(words, action, amount)} from ${from(source, of ?? '')}.`,
    'job.paused': 'The job was paused.',
    'job.resumed': 'The job was resumed.',
    'job.cancelled': 'The job was cancelled.',
    'job.finished': ({ action, done: value }, words) => `Finished: ${done(words, action, value)}.`,
    'job.finished_short': ({ action, done: value }, words) =>
      `Finished with ${done(words, action, value)}: the source has no more targets.`,
    'job.finished_unreadable': ({ action, done: value }, words) =>
      `Finished with ${done(words, action, value)}. ${words.error({ symbol: 'SOURCE_UNREADABLE', params: {} })}`,
    'job.finished_nobody': ({ action, error }, words) =>
      `Finished without ${done(words, action, 0)}. ${words.error(error)}`,
    'job.changed': ({ amount }, words) => `The job was changed; its amount is ${words.number(amount)}.`,
    'plan.ready': ({ action, acts, skips }, words) =>
      `The plan is ready: ${done(words, action, acts)}, and ${words.counted(skips, { one: 'target', other: 'targets' })} left out. Nothing is done until it is approved.`,
    'plan.changed': ({ struck, restored }, words) =>
      `The plan was changed: ${words.number(struck)} struck, ${words.number(restored)} restored.`,
    'plan.approved': ({ acts, by }, words) =>
      `${by === 'owner' ? 'You' : 'An administrator'} approved the plan with ${words.counted(acts, { one: 'target', other: 'targets' })}.`,
    'plan.rejected': ({ reason }) => `An administrator rejected the plan.${because(reason)}`,
    'plan.needs_approval': ({ user }) => `A job of the user ${user} is planned, and waits for your approval.`,
    'plan.expired': 'The plan was not approved within 48 hours; the job was cancelled.',
    'job.undo': ({ action, amount }, words) => `Asked to take back what a job did: ${done(words, action, amount)}.`,
    'job.paused_by_administrator': 'An administrator paused the job.',
    'job.cancelled_by_administrator': 'An administrator cancelled the job.',
    'review.question': ({ action, target }) =>
      `Was this done: ${nameOf(action)} for @${target}? The answer of Instagram was lost, and it does not show the outcome.`,
    'review.answered': ({ action, target, answer }) =>
      `You said of ${nameOf(action)} for @${target}: ${answer === 'done' ? 'it was done' : 'it was not done'}.`,
    'schedule.created': ({ name }) => `The schedule "${name}" was created.`,
    'schedule.changed': ({ name }) => `The schedule "${name}" was changed.`,
    'schedule.removed': ({ name }) => `The schedule "${name}" was removed. Jobs that it created stay.`,
    'schedule.skipped': ({ name, error }, words) => `The schedule "${name}" created no job. ${words.error(error)}`,
    'schedule.missed': ({ name, missed }, words) =>
      `The schedule "${name}" missed ${words.counted(missed, { one: 'run', other: 'runs' })}; they are not caught up.`,

    'job.source_failed': ({ error }, words) => `The source could not be read. ${words.error(error)}`,
    'job.failed': ({ error }, words) => words.error(error),
    'job.failed_in_a_row': ({ failures, error }, words) =>
      `Failed ${words.counted(failures, { one: 'time', other: 'times' })} in a row. ${words.error(error)}`,
    'source.unreadable': ({ unreadable }, words) =>
      `None of the ${words.counted(unreadable, { one: 'entry', other: 'entries' })} of a page could be read.`,
    'targets.skipped': ({ skipped, of }, words) =>
      `Skipped ${words.number(skipped)} of ${words.counted(of, { one: 'target', other: 'targets' })}: already done, or filtered out.`,
    'action.done': ({ action, target }) => `Done: ${nameOf(action)} for @${target}.`,
    'follow.done': ({ target }) => `Followed @${target}.`,
    'follow.requested': ({ target }) => `Asked to follow @${target}: the account is private.`,
    'unfollow.done': ({ target }) => `Unfollowed @${target}.`,
    'like.done': ({ target }) => `Liked a post of @${target}.`,
    'unlike.done': ({ target }) => `Took back a like of a post of @${target}.`,
    'story_view.done': ({ target }) => `Viewed a story of @${target}.`,
    'story_reaction.done': ({ target }) => `Reacted to a story of @${target}.`,
    'dm.done': ({ target }) => `Sent a message to @${target}.`,
    'action.failed': ({ target, error }, words) => `@${target}: ${words.error(error)}`,

    'quota.nearly_used': ({ action, used, limit }, words) =>
      `Most of today's ${ACTION_LABELS[action].many} are used: ${words.number(used)} of ${words.number(limit)}.`,
    'limits.default_set': ({ limits, reason }, words) =>
      `You set the default daily limits: ${daily(words, limits)}.${because(reason)}`,
    'limits.set': ({ limits, reason }, words) =>
      `An administrator set your daily limits: ${daily(words, limits)}.${because(reason)}`,
    'limits.cleared': 'An administrator reset your limits to the default.',
    'limits.wished': ({ limits }, words) => `You set your own daily limits: ${daily(words, limits)}.`,

    'fleet.changed': 'All bots were paused or resumed.',
    'everything.changed': 'Something changed that concerns everyone.',

    'content.added': ({ list, added, of }, words) =>
      `Added ${of ?? words.counted(added, CONTENT[list].entry)} to ${CONTENT[list].list}.`,
    'content.changed': ({ list, of }) => `Changed ${of} in ${CONTENT[list].list}.`,
    'content.removed': ({ list, of }) => `Removed ${of} from ${CONTENT[list].list}.`,
    'notifications.changed': ({ channels }, words) =>
      `You changed your notifications: ${words.counted(channels, { one: 'channel', other: 'channels' })}.`,
    'notification.title': ({ event }) => `${TITLES[event]}.`,
    'notification.test': 'This is a test. Notifications of Pacekeeper arrive here.',
    'digest.summary': ({ from: first, to: last, actions, failed, unknown }, words) => {
      const all = daily(words, actions);
      return `${first === last ? `On ${first}` : `From ${first} to ${last}`}: ${all === '' ? 'nothing was done' : all}. ${words.number(failed)} failed, ${words.number(unknown)} without a known outcome.`;
    },
    'notification.failed': ({ because: why, status }, words) =>
      TROUBLES[why](status ? String(status) : words.number(0)),
    'template.has_links': ({ links }, words) =>
      `This text has ${words.counted(links, { one: 'link', other: 'links' })}. Instagram often takes messages with links to new followers for spam.`,

    'source.named': ({ source, of }) => `From ${from(source, of ?? '')}.`,
  },
  error: (symbol) => ERRORS[symbol].message,
  unknown: (symbol) => `Written by another version of Pacekeeper (${symbol}).`,
  jobTitle: ({ action, amount, source, of }, words) =>
    `${done(words, action, amount)} ${action === 'dm' ? 'to' : 'from'} ${from(source, of ?? '')}`,
};
