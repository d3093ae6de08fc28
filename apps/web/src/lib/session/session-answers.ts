import { routes } from '@pacekeeper/contracts';
import { readAnswer } from '../http/answers.ts';

// Loaded when the first sign-in is answered, so that the sign-in page itself needs no schema.
export const readLoginAnswer = (json: unknown) => readAnswer(routes.auth.refresh.answer, json);
export const readLoginOutcome = (json: unknown) => readAnswer(routes.auth.login.answer, json);
export const readPasskeyOptions = (json: unknown) => readAnswer(routes.passkeys.loginOptions.answer, json);
