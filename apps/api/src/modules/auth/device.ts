import type { LoginAnswer } from '@pacekeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setRefreshCookie } from './refresh-cookie.ts';

/** What a request says of where it comes from. */
export interface Device {
  readonly userAgent: string | null;
  readonly address: string;
}

/** A fresh sign-in: the answer, and the refresh token that goes into the cookie. */
export interface SignedIn {
  readonly answer: LoginAnswer;
  readonly refreshToken: string;
  readonly refreshExpires: Date;
}

export const deviceOf = (request: FastifyRequest): Device => ({
  userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
  address: request.ip,
});

/** Sets the cookies of a sign-in and hands on its answer. */
export const answerSignedIn = (reply: FastifyReply, signedIn: SignedIn): LoginAnswer => {
  setRefreshCookie(reply, signedIn.refreshToken, signedIn.refreshExpires);
  return signedIn.answer;
};
