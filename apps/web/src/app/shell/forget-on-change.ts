import { queryClient } from '../../lib/query-client.ts';
import { session } from '../../lib/session/session.ts';

const personOf = (): string | null => {
  const state = session.state();
  return state.status === 'signed_in' ? state.user.id : null;
};

/** Whatever one person read is forgotten before another, or nobody, sits at this tab. */
export const forgetOnChange = (): void => {
  let person = personOf();
  session.subscribe(() => {
    const now = personOf();
    if (now === person) return;
    person = now;
    queryClient.removeQueries();
  });
};
