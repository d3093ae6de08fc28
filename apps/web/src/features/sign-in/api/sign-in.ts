import type { Login, LoginOutcome } from '@pacekeeper/contracts';
import { jsonOf, send } from '../../../lib/http/send.ts';

/** Name and password: signed in, or the second factor is still to come. */
export const signIn = async (body: Login): Promise<LoginOutcome> => {
  const json = await jsonOf(await send({ method: 'POST', path: 'auth/login', body }));
  return (await import('../../../lib/session/session-answers.ts')).readLoginOutcome(json);
};
