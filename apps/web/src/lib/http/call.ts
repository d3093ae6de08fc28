import {
  type AnswerOf,
  type CallArgs,
  type JsonRoute,
  requestOf,
  type RouteEntry,
  type SentParts,
  type StreamedRoute,
} from '@pacekeeper/contracts';
import { readAnswer } from './answers.ts';
import { sendSignedIn } from './send-signed-in.ts';
import { jsonOf, send } from './send.ts';

interface Calling {
  readonly signal?: AbortSignal | undefined;
}

type Options = SentParts & Calling;

const sendTo = (route: RouteEntry, { signal, ...parts }: Options, accept?: string): Promise<Response> => {
  const request = { ...requestOf(route, parts), signal, ...(accept && { accept }) };
  return route.access === 'public' ? send(request) : sendSignedIn(request);
};

/** Calls a route of the API, as the person signed in where the route is not public; the answer is read by its schema. */
export const call = async <R extends JsonRoute>(route: R, ...args: CallArgs<R, Calling>): Promise<AnswerOf<R>> => {
  const options: Options = args[0] ?? {};
  return readAnswer(route.answer, await jsonOf(await sendTo(route, options))) as AnswerOf<R>;
};

/** What a route streams, unread: a file, or events. */
export const stream = <R extends StreamedRoute>(route: R, ...args: CallArgs<R, Calling>): Promise<Response> => {
  const options: Options = args[0] ?? {};
  return sendTo(route, options, route.answer.streams);
};
