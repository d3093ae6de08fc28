import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  ForbiddenException,
  HttpException,
  Inject,
} from '@nestjs/common';
import type { ErrorSymbol, Problem } from '@pacekeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.ts';
import { isConnectionLoss } from '../database/database-errors.ts';
import { AppError, tooManyRequests } from '../errors/app-error.ts';
import { validationError } from '../errors/validation.ts';
import type { Logger } from '../logging/logger.ts';
import { LOGGER } from '../logging/logging.module.ts';

/** What the frameworks throw, as an entry of the catalogue. Their texts are not shown: they speak to programmers. */
const fromStatus = (status: number, retryAfter: number | undefined): AppError | null => {
  switch (status) {
    case 400:
    case 411:
    case 415:
    case 422:
      return validationError([
        { message: status === 415 ? 'the body must be JSON' : 'the address or the body is not well formed' },
      ]);
    case 401:
      return new AppError('TOKEN_INVALID');
    case 403:
      return new AppError('FORBIDDEN');
    case 404:
    case 405:
      return new AppError('NOT_FOUND');
    case 413:
    case 414:
    case 431:
      return new AppError('PAYLOAD_TOO_LARGE');
    case 408:
    case 429:
      return tooManyRequests(retryAfter ?? 60);
    default:
      return null;
  }
};

/** The client ended the connection before all of its request had come. */
export const brokeOff = ({ raw }: Pick<FastifyRequest, 'raw'>): boolean => raw.destroyed && !raw.complete;

const statusOf = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
};

/** Converts any error to one with an entry; unexpected ones become INTERNAL. */
export const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  if (isConnectionLoss(error)) return new AppError('DATABASE_UNAVAILABLE', {}, { cause: error, retryAfter: 5 });
  const status = statusOf(error);
  // The server of files knows no roles: what it refuses is a way out of its folder.
  if (status === 403 && !(error instanceof ForbiddenException)) return new AppError('NOT_FOUND');
  const known = status === undefined ? null : fromStatus(status, undefined);
  return known ?? new AppError('INTERNAL', {}, { cause: error });
};

export const helpLink = (publicUrl: string, code: string): string => `${publicUrl}/knowledge-base/${code}`;

export const toProblem = (error: AppError, publicUrl: string, correlationId: string): Problem => ({
  type: helpLink(publicUrl, error.entry.code),
  title: error.entry.title,
  status: error.entry.status,
  detail: error.message,
  success: false,
  error: error.symbol,
  code: error.entry.code,
  message: error.message,
  correlation_id: correlationId,
  ...(error.extras.situation && error.entry.situations?.[error.extras.situation]
    ? { steps: [...error.entry.steps] }
    : {}),
  ...(error.extras.details ? { details: error.extras.details } : {}),
  ...(error.extras.retryAfter === undefined ? {} : { retry_after: Math.ceil(error.extras.retryAfter) }),
});

const sent = new WeakMap<FastifyReply, ErrorSymbol>();
const inActivity = new WeakSet<FastifyReply>();

/** Which error was answered with; undefined where it was none. For the line that the log gets of a request. */
export const problemOf = (reply: FastifyReply): ErrorSymbol | undefined => sent.get(reply);

/** The same for what counts refusals: undefined also where the activity has it, and counts it. */
export const uncountedProblemOf = (reply: FastifyReply): ErrorSymbol | undefined =>
  inActivity.has(reply) ? undefined : sent.get(reply);

export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply => {
  if (problem.retry_after !== undefined) void reply.header('Retry-After', problem.retry_after);
  if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
  sent.set(reply, problem.error);
  // Also where the framework answers by itself, before any hook.
  void reply.header('Cache-Control', 'no-store').header('X-Content-Type-Options', 'nosniff');
  return reply.status(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
};

/** The one place where errors become answers: `application/problem+json` with an entry of the catalogue. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (brokeOff(request) && thrown === request.raw.errored) {
      // The client is gone; there is no one to answer.
      this.logger.debug({ route: request.routeOptions?.url }, 'the client broke off');
      return;
    }
    const error = toAppError(thrown);
    if (error.entry.severity === 'C') {
      this.logger.error({ error, error_symbol: error.symbol, route: request.routeOptions?.url }, error.message);
    }
    if (reply.raw.headersSent || reply.raw.destroyed) return;
    if (error.extras.inActivity) inActivity.add(reply);
    sendProblem(reply, toProblem(error, this.config.publicUrl, request.id));
  }
}
