import { askForProof } from '../session/proof.ts';
import { session } from '../session/session.ts';
import { isRefusal } from './request-error.ts';
import { send, type Request } from './send.ts';

/**
 * Sends a request as the person signed in. Renews a token that the API no longer accepts, and asks for a proof of
 * identity if the API wants one; then sends the request once more.
 */
export const sendSignedIn = async (request: Request): Promise<Response> => {
  await session.ready();
  const token = session.token();
  try {
    return await send({ ...request, token });
  } catch (error) {
    if (isRefusal(error, 'PASSWORD_CHANGE_REQUIRED')) session.requirePasswordChange();
    if (isRefusal(error, 'TWO_FACTOR_SETUP_REQUIRED')) session.requireTwoFactorSetup();
    if (isRefusal(error, 'REAUTHENTICATION_REQUIRED') && (await askForProof())) {
      return send({ ...request, token: session.token() });
    }
    if (!token || !isRefusal(error, 'TOKEN_INVALID') || !(await session.renew(token))) throw error;
    return send({ ...request, token: session.token() });
  }
};
