import type { LoginAnswer, LoginOutcome, VerificationNeeded } from '@pacekeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuthenticatedRequest } from '../../platform/http/access.ts';
import { clientAddress } from '../../platform/http/client-address.ts';
import { readKnownDevices, setKnownDevices } from './proof/known-device.ts';
import { setRefreshCookie } from './refresh-cookie.ts';

/** What a request says of where it comes from. */
export interface Device {
  readonly userAgent: string | null;
  readonly address: string;
  /** The login session that it came with, where it came with one. */
  readonly sessionId: string | null;
  /** Who is said to have signed in here before; `KnownDevices` checks it. */
  readonly known: readonly string[];
}

/** A fresh sign-in: the answer, and the refresh token that goes into the cookie. */
export interface SignedIn {
  readonly answer: LoginAnswer;
  readonly refreshToken: string;
  readonly refreshExpires: Date;
  /** With a sign-in: who is known here from now on. */
  readonly known?: readonly string[];
}

export const deviceOf = (request: FastifyRequest): Device => ({
  userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
  address: clientAddress(request),
  sessionId: (request as AuthenticatedRequest).user?.sessionId ?? null,
  known: readKnownDevices(request),
});

/** Sets the cookies of a sign-in and hands on its answer. */
export const answerSignedIn = (reply: FastifyReply, signedIn: SignedIn): LoginAnswer => {
  setRefreshCookie(reply, signedIn.refreshToken, signedIn.refreshExpires);
  if (signedIn.known) setKnownDevices(reply, signedIn.known);
  return signedIn.answer;
};

/** As `answerSignedIn`, where it may be that the second factor is still to come. */
export const answerOutcome = (reply: FastifyReply, outcome: SignedIn | VerificationNeeded): LoginOutcome =>
  'requires_verification' in outcome ? outcome : answerSignedIn(reply, outcome);
