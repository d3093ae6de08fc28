import {
  ADMIN_EVENTS,
  type Channel,
  type ChannelInput,
  channelInputSchema,
  type ChannelKind,
  NOTIFICATION_EVENTS,
  type NotificationEvent,
  type NotificationsAnswer,
  type Role,
  type SetNotifications,
} from '@pacekeeper/contracts';
import type { Checked, FieldErrors } from '../../lib/forms/use-form.ts';
import { problemOf } from '../../lib/http/request-error.ts';
import { sentence } from '../../lib/forms/use-form.ts';

export type Notifications = NotificationsAnswer['notifications'];
export type Digest = Notifications['digest'];

interface KindWords {
  readonly name: string;
  readonly target: string;
  readonly targetHelp: string;
  readonly targetWrong: string;
  readonly secret?: string;
  readonly secretHelp?: string;
  readonly secretWrong?: string;
}

export const KINDS: Readonly<Record<ChannelKind, KindWords>> = {
  mail: { name: 'E-mail', target: '', targetHelp: '', targetWrong: '' },
  webhook: {
    name: 'Webhook',
    target: 'Address',
    targetHelp: 'Notifications are posted there as JSON, each signed with the secret.',
    targetWrong: 'Enter an address that begins with https:// and has no name or password in it.',
    secret: 'Signing secret',
    secretHelp: 'At least 16 characters. Your server checks the signature of each request with it.',
    secretWrong: 'Enter 16 to 200 characters: letters, digits and signs, no blanks.',
  },
  slack: {
    name: 'Slack',
    target: 'Webhook address of Slack',
    targetHelp: 'In Slack: add an incoming webhook to a channel and copy its address.',
    targetWrong: 'Enter the address that Slack gave you. It begins with https://hooks.slack.com/.',
  },
  discord: {
    name: 'Discord',
    target: 'Webhook address of Discord',
    targetHelp: 'In Discord: Channel settings, Integrations, Webhooks. Copy the address.',
    targetWrong: 'Enter the address that Discord gave you. It begins with https://discord.com/.',
  },
  telegram: {
    name: 'Telegram',
    target: 'Chat',
    targetHelp: 'The number of the chat with your bot, or the @name of a channel.',
    targetWrong: 'Enter the number of a chat, or the @name of a channel.',
    secret: 'Token of your bot',
    secretHelp: 'BotFather gives it to you, such as 123456789:AAE...',
    secretWrong: 'Enter the token as BotFather shows it, such as 123456789:AAE...',
  },
};

/** Events that are about one's own bots and wait for an answer, and those that only tell. */
const ASKING: readonly NotificationEvent[] = [
  'challenge',
  'session_lost',
  'blocked',
  'review',
  'approval_needed',
  'plan_ready',
];

export const eventGroups = (role: Role) => {
  const open = NOTIFICATION_EVENTS.filter((event) => role === 'admin' || !ADMIN_EVENTS.includes(event));
  return [
    { title: 'Something needs you', events: open.filter((event) => ASKING.includes(event)) },
    { title: 'Something happened', events: open.filter((event) => !ASKING.includes(event)) },
  ];
};

/** What is chosen at first: what needs the person, and what went wrong. */
export const USUAL_EVENTS: readonly NotificationEvent[] = [...ASKING, 'job_failed'];

const isEvent = (name: string): name is NotificationEvent => (NOTIFICATION_EVENTS as readonly string[]).includes(name);

/** What is typed of a channel. */
export interface TypedChannel extends Record<string, unknown> {
  readonly target: string;
  readonly secret: string;
  readonly events: readonly NotificationEvent[];
  readonly quiet: boolean;
  readonly from: string;
  readonly to: string;
}

export const typedOf = (channel: Channel | null): TypedChannel => ({
  target: channel?.target ?? '',
  secret: '',
  events: channel ? channel.events.filter(isEvent) : USUAL_EVENTS,
  quiet: Boolean(channel?.quiet_hours),
  from: channel?.quiet_hours?.from ?? '22:00',
  to: channel?.quiet_hours?.to ?? '07:00',
});

/** A channel as it is sent; without a secret it keeps its own. */
const inputOf = ({ id, kind, target, events, quiet_hours: quiet }: Channel): ChannelInput =>
  ({
    id,
    kind,
    ...(target !== null && { target }),
    events: events.filter(isEvent),
    quiet_hours: quiet,
  }) as ChannelInput;

export const bodyOf = ({ channels, digest }: Notifications): SetNotifications => ({
  channels: channels.map(inputOf),
  digest,
});

/** With this channel in its place, or at the end. */
export const withChannel = (body: SetNotifications, channel: ChannelInput): SetNotifications => {
  const known = channel.id !== undefined && body.channels.some(({ id }) => id === channel.id);
  return {
    ...body,
    channels: known ? body.channels.map((one) => (one.id === channel.id ? channel : one)) : [...body.channels, channel],
  };
};

/** Without it; a summary by mail ends with the last channel by mail. */
export const withoutChannel = (body: SetNotifications, id: string): SetNotifications => {
  const channels = body.channels.filter((one) => one.id !== id);
  return { channels, digest: channels.some(({ kind }) => kind === 'mail') ? body.digest : 'off' };
};

/** The channel to send, or what is wrong with which field. */
export const checkChannel = (
  kind: ChannelKind,
  known: Channel | null,
  { target, secret, events, quiet, from, to }: TypedChannel,
): Checked<ChannelInput> => {
  const words = KINDS[kind];
  const parsed = channelInputSchema.safeParse({
    kind,
    ...(known && { id: known.id }),
    ...(kind !== 'mail' && { target }),
    ...(words.secret && secret !== '' && { secret }),
    events,
    quiet_hours: quiet ? { from, to } : null,
  });
  const missing = words.secret !== undefined && secret === '' && !known?.secret_set;
  if (parsed.success && !missing) return { body: parsed.data };
  const wrong = new Set((parsed.error?.issues ?? []).map(({ path }) => path[0]));
  const errors: FieldErrors = {
    ...(wrong.has('target') && { target: words.targetWrong }),
    ...((missing || wrong.has('secret')) && { secret: words.secretWrong }),
    ...(wrong.has('events') && { events: 'Choose at least one.' }),
    ...(wrong.has('quiet_hours') && { to: 'Enter two different times, such as 22:00 and 07:00.' }),
  };
  return { errors };
};

/** "channels.2.target" of a refusal as the field of the form. */
export const refusedFields = (error: unknown): FieldErrors =>
  Object.fromEntries(
    (problemOf(error)?.details ?? []).flatMap(({ path, message }) => {
      const field = /^channels\.\d+\.(target|secret|events)/.exec(path)?.[1];
      return field ? [[field, sentence(message)]] : [];
    }),
  );

/** Where a channel leads, short enough for a line; the rest of such an address is as good as a password. */
export const placeOf = ({ kind, target }: Pick<Channel, 'kind' | 'target'>, email: string | null): string => {
  if (kind === 'mail') return email ?? 'your e-mail address';
  if (kind === 'telegram' || target === null) return target ?? '';
  return URL.canParse(target) ? new URL(target).host : target;
};
