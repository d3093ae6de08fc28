import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  Res,
  SerializeOptions,
} from '@nestjs/common';
import { type AnswerGiven, answerSchemaOf, type JsonRoute, type RouteEntry } from '@pacekeeper/contracts';
import { declareAccess } from './access.ts';
import { describeRoute } from './describe.ts';
import { type Incoming, incomingOf } from './incoming.ts';

/** Takes what the route takes, and returns what it answers; where the answer is streamed, it writes the reply itself. */
type Handler<R extends RouteEntry> = R extends JsonRoute
  ? (incoming: Incoming<R>) => AnswerGiven<R> | Promise<AnswerGiven<R>>
  : (incoming: Incoming<R>) => void;

/** By handler, filled once when its class is defined. */
const entries = new WeakMap<object, RouteEntry>();

/** The table's entry of the route of this request; undefined for pages, which have none. */
export const routeOf = (context: Pick<ExecutionContext, 'getHandler'>): RouteEntry | undefined =>
  entries.get(context.getHandler());

const Input = createParamDecorator((read: ReturnType<typeof incomingOf>, context) => read(context));

/**
 * Makes a method the handler of a route of the table: its address, access, checks of the request, status, answer and place in the
 * OpenAPI document. The method's one parameter is what comes in.
 */
export const Route =
  <R extends RouteEntry>(route: R) =>
  <H extends Handler<R>>(target: object, name: string, descriptor: TypedPropertyDescriptor<H>): void => {
    const handler = descriptor.value;
    if (!handler) throw new TypeError(`${name} is not a method`);
    entries.set(handler, route);
    declareAccess(handler, route);
    Input(incomingOf(route))(target, name, 0);
    const schema = answerSchemaOf(route);
    // Asking for the reply tells the framework that the handler sends it.
    if (!schema) Res()(target, name, 1);
    applyDecorators(
      RequestMapping({ method: RequestMethod[route.method], path: route.path }),
      HttpCode(route.status ?? 200),
      ...(schema ? [SerializeOptions({ schema })] : []),
      describeRoute(route),
    )(target, name, descriptor);
  };

/** An answer that says that it worked, with what it carries. */
export const success = <Fields>(fields?: Fields): Success<Fields> =>
  ({ success: true, ...(typeof fields === 'object' ? fields : {}) }) as Success<Fields>;
type Success<Fields> = { success: true } & (Fields extends object ? Fields : unknown);
