import { loginAnswerSchema, loginOutcomeSchema, passkeyOptionsSchema } from '@pacekeeper/contracts';
import { answers } from '../http/answers.ts';

// Loaded when the first sign-in is answered, so that the sign-in page itself needs no schema.
export const readLoginAnswer = answers(loginAnswerSchema);
export const readLoginOutcome = answers(loginOutcomeSchema);
export const readPasskeyOptions = answers(passkeyOptionsSchema);
