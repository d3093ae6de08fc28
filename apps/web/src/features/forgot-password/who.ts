import type { ForgotPassword } from '@pacekeeper/contracts';

/** What was typed, as the API takes it: no user name holds an @. */
export const whoOf = (typed: string): ForgotPassword | null => {
  const text = typed.trim();
  if (text === '') return null;
  return text.includes('@') ? { email: text } : { username: text };
};
