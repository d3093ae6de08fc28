import { AppError } from '../errors/app-error.ts';
import type { Caller } from './access.ts';

/** How long a proof of identity counts as recent, milliseconds. */
export const RECENT_MS = 15 * 60_000;

/** For what needs a recent proof only in some requests of a route. @throws AppError REAUTHENTICATION_REQUIRED */
export const assertRecentProof = ({ provedAt }: Pick<Caller, 'provedAt'>, now: Date): void => {
  if (now.getTime() - provedAt.getTime() > RECENT_MS) throw new AppError('REAUTHENTICATION_REQUIRED');
};
