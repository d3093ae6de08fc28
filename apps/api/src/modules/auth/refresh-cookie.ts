import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** `__Host-`: the browser accepts it only from this host, for this host, over a secure connection. */
const NAME = '__Host-pacekeeper-refresh';

const ATTRIBUTES = { httpOnly: true, secure: true, sameSite: 'strict', path: '/' } as const;

export const readRefreshCookie = (request: FastifyRequest): string | undefined => request.cookies[NAME];

export const setRefreshCookie = (reply: FastifyReply, token: string, expires: Date): void => {
  void reply.setCookie(NAME, token, { ...ATTRIBUTES, expires });
};

export const clearRefreshCookie = (reply: FastifyReply): void => {
  void reply.clearCookie(NAME, ATTRIBUTES);
};
