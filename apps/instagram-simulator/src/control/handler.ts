import type { IncomingMessage, RequestListener } from 'node:http';
import { isRecord, parseJson } from '../support/json.ts';
import { readBody } from '../transport/body.ts';
import type { Reply } from '../transport/reply.ts';
import { createRouter, type Router } from '../transport/router.ts';
import { send } from '../transport/send.ts';
import { parseTarget } from '../transport/target.ts';
import { accountRoutes } from './accounts.ts';
import { type ControlContext, ControlError, type ControlHandler, type ControlRoute, isReply } from './control-call.ts';
import { effectRoutes } from './effects.ts';
import { pageRoutes } from './page.ts';
import { peopleRoutes } from './people.ts';
import { ruleRoutes } from './rules.ts';
import { runRoutes } from './run.ts';
import { trafficRoutes } from './traffic.ts';
import { worldRoutes } from './world.ts';

const ALL: readonly ControlRoute[] = [
  ...pageRoutes,
  ...runRoutes,
  ...accountRoutes,
  ...peopleRoutes,
  ...worldRoutes,
  ...effectRoutes,
  ...trafficRoutes,
  ...ruleRoutes,
];

const LARGEST_BODY = 8 * 1024 * 1024;

/** Handles the requests of the control port. */
export const controlHandler = (context: ControlContext): RequestListener => {
  const router = createRouter<ControlHandler>();
  for (const { method, path, handle } of ALL) router.add(method, path, handle);
  return (request, response) =>
    readBody(request, LARGEST_BODY, (body) => {
      void answer(context, router, request, body)
        .catch(errorReply)
        .then((reply) => send(response, { ...reply, headers: { 'Cache-Control': 'no-store', ...reply.headers } }));
    });
};

const answer = async (
  context: ControlContext,
  router: Router<ControlHandler>,
  request: IncomingMessage,
  body: Buffer | null,
): Promise<Reply> => {
  if (!body) throw new ControlError(413, 'too large');
  const method = request.method ?? 'GET';
  refuseForeignPages(request, method);
  const { path, query } = parseTarget(request.url ?? '/');
  const match = router.match(method, path);
  if (match === 'method') throw new ControlError(405, `${method} is not for ${path}`);
  if (!match) throw new ControlError(404, `there is no ${path}`);
  const sim = context.current();
  const result = await match.route({ sim, context, params: match.params, query: { ...query }, body: jsonOf(body) });
  if (method !== 'GET') context.onChange();
  return isReply(result) ? result : { status: 200, json: result };
};

/**
 * An open web page can send requests here, under its own name or, by DNS, under ours: a request that changes something
 * must come without an Origin, or from this port's own page.
 */
const refuseForeignPages = (request: IncomingMessage, method: string): void => {
  const { origin, host } = request.headers;
  if (method !== 'GET' && origin !== undefined && origin !== `http://${host}`)
    throw new ControlError(403, 'foreign origin');
  const name = (host ?? '').replace(/:\d+$/, '');
  const isNumber = /^[\d.]+$|^\[.*\]$/.test(name);
  if (!isNumber && name.includes('.')) throw new ControlError(403, 'foreign host');
};

const jsonOf = (body: Buffer): unknown => {
  if (body.length === 0) return {};
  const value = parseJson(body.toString('utf8'));
  if (!isRecord(value)) throw new ControlError(400, 'the body must be a JSON object');
  return value;
};

const errorReply = (error: unknown): Reply => {
  if (error instanceof ControlError) {
    return { status: error.status, json: { error: error.message, details: error.details } };
  }
  return { status: 500, json: { error: error instanceof Error ? (error.stack ?? error.message) : String(error) } };
};
