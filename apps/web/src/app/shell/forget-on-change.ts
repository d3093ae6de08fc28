import { queryClient } from '../../lib/query-client.ts';
import { session } from '../../lib/session/session.ts';

const personOf = (): string | null => {
  const state = session.state();
  return state.status === 'signed_in' ? state.user.id : null;
};

/** Clears what one person has read when the person at this tab changes. */
export const forgetOnChange = (): void => {
  let person = personOf();
  session.subscribe(() => {
    const now = personOf();
    if (now === person) return;
    person = now;
    queryClient.removeQueries();
  });
};
