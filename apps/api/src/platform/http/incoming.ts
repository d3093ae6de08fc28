import type { ExecutionContext } from '@nestjs/common';
import { stripProtoKeys } from '@nestjs/common/utils/strip-proto-keys.util.js';
import type { InputOf, RouteEntry } from '@pacekeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { validationError } from '../errors/validation.ts';
import type { AuthenticatedRequest, Caller } from './access.ts';

type CallerOf<R extends RouteEntry> = R['access'] extends 'public' ? unknown : { readonly caller: Caller };

/** What a handler gets: the checked parts of the request, who calls where the route is not public, and the raw request and reply. */
export type Incoming<R extends RouteEntry> = InputOf<R> &
  CallerOf<R> & { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** @throws AppError VALIDATION_FAILED */
const checked = (schema: z.ZodType, value: unknown): unknown => {
  stripProtoKeys(value);
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw validationError(parsed.error.issues);
  return parsed.data;
};

/** Reads and checks what a route takes, in the order path, query, body. */
export const incomingOf =
  ({ params, query, body }: RouteEntry) =>
  (context: ExecutionContext): object => {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    return {
      caller: request.user,
      request,
      reply: http.getResponse<FastifyReply>(),
      ...(params && { params: checked(params, request.params) }),
      ...(query && { query: checked(query, request.query) }),
      ...(body && { body: checked(body, request.body) }),
    };
  };
