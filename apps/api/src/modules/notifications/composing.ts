import { type ChannelKind, type Message, type NotificationEvent, render, say } from '@pacekeeper/contracts';
import { signatureOf } from './signature.ts';

/** What happened, for one channel. */
export interface Notice {
  /** The same in every try, so that a receiver can tell one that it has. */
  readonly id: string;
  readonly event: NotificationEvent | 'test' | 'digest';
  readonly message: { readonly symbol: string; readonly params: unknown };
  readonly at: Date;
  readonly accountId: string | null;
  readonly jobId: string | null;
}

/** Who reads it, and where Pacekeeper is for them. */
export interface Reader {
  readonly timeZone: string;
  readonly publicUrl: string;
}

export interface WebRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where it goes: the address or chat, and the secret where the kind has one. */
export interface Destination {
  readonly kind: Exclude<ChannelKind, 'mail'>;
  readonly target: string;
  readonly secret: string | null;
}

const TELEGRAM = 'https://api.telegram.org';
/** The longest text that each takes, characters. */
const LONGEST = { slack: 3_000, discord: 2_000, telegram: 4_096 } as const;

export const titleOf = ({ event }: Notice, { timeZone }: Pick<Reader, 'timeZone'>): string | null =>
  event === 'test' || event === 'digest' ? null : render(say('notification.title', { event }), { timeZone });

export const textOf = ({ message }: Notice, { timeZone }: Pick<Reader, 'timeZone'>): string =>
  render(message as Message, { timeZone });

export const linkOf = ({ jobId, accountId }: Notice, { publicUrl }: Pick<Reader, 'publicUrl'>): string =>
  jobId ? `${publicUrl}/jobs/${jobId}` : `${publicUrl}/${accountId ? 'accounts' : 'dashboard'}`;

const cut = (text: string, most: number): string => {
  const signs = [...text];
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}\u2026`;
};

/** The link comes last and is never cut. */
const chatText = (notice: Notice, reader: Reader, most: number, escape: (text: string) => string): string => {
  const link = linkOf(notice, reader);
  const words = [titleOf(notice, reader), textOf(notice, reader)].filter((part) => part !== null).join('\n');
  return `${cut(escape(words), most - link.length - 1)}\n${link}`;
};

const asIs = (text: string): string => text;
/** What Slack takes for its own signs. */
const forSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** What Discord would show in bold, as a list or as a link. */
const forDiscord = (text: string): string => text.replaceAll(/[\\`*_~|>[\]()#-]/g, '\\$&');

const json = (url: string, value: object, headers: Readonly<Record<string, string>> = {}): WebRequest => ({
  url,
  headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Pacekeeper', ...headers },
  body: JSON.stringify(value),
});

const webhook = (target: string, secret: string | null, notice: Notice, reader: Reader, now: Date): WebRequest => {
  const { id, event, at, message, accountId, jobId } = notice;
  const request = json(target, {
    id,
    event,
    at: at.toISOString(),
    message: textOf(notice, reader),
    message_symbol: message.symbol,
    params: message.params,
    account_id: accountId,
    job_id: jobId,
    link: linkOf(notice, reader),
  });
  const signed: Record<string, string> =
    secret === null ? {} : { 'pacekeeper-signature': signatureOf(secret, request.body, now) };
  return { ...request, headers: { ...request.headers, 'pacekeeper-event': event, 'pacekeeper-id': id, ...signed } };
};

/** The request that tells it to the other side. Pure: the signature is of `now`. */
export const webRequestOf = (
  { kind, target, secret }: Destination,
  notice: Notice,
  reader: Reader,
  now: Date,
): WebRequest => {
  switch (kind) {
    case 'webhook':
      return webhook(target, secret, notice, reader, now);
    case 'slack':
      return json(target, { text: chatText(notice, reader, LONGEST.slack, forSlack) });
    case 'discord':
      // Nobody is called by a name that appears in the text.
      return json(target, {
        content: chatText(notice, reader, LONGEST.discord, forDiscord),
        allowed_mentions: { parse: [] },
      });
    case 'telegram':
      return json(`${TELEGRAM}/bot${secret ?? ''}/sendMessage`, {
        chat_id: target,
        text: chatText(notice, reader, LONGEST.telegram, asIs),
        link_preview_options: { is_disabled: true },
      });
  }
};
