export type ReplyHeaders = Readonly<Record<string, string | readonly string[]>>;

/** An answer before it is written: a JSON value, or a text with its type. */
export interface Reply {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly type?: string;
  readonly headers?: ReplyHeaders;
}

/** A success as the client knows it: `status` says ok, whatever else the body holds. */
export const ok = (body: object = {}, headers?: ReplyHeaders): Reply => ({
  status: 200,
  json: { ...body, status: 'ok' },
  ...(headers ? { headers } : {}),
});

/** A refusal: `status` says fail. */
export const fail = (status: number, body: object): Reply => ({ status, json: { ...body, status: 'fail' } });

export const textReply = (status: number, text: string, type = 'text/plain; charset=utf-8'): Reply => ({
  status,
  text,
  type,
});

/** The body as it goes over the wire. */
export const bodyText = (reply: Reply): string => reply.text ?? JSON.stringify(reply.json ?? null);
