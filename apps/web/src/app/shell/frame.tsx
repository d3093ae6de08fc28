import { QueryClientProvider } from '@tanstack/react-query';
import { ProofDialog } from '../../features/proof/components/proof-dialog.tsx';
import { RouteError } from '../route-error.tsx';
import { queryClient } from '../../lib/query-client.ts';
import { dutyOf } from '../../lib/session/duty.ts';
import { PersonProvider } from '../../lib/session/person.ts';
import { session } from '../../lib/session/session.ts';
import { useSession } from '../../lib/session/use-session.ts';
import { BareFrame } from './bare-frame.tsx';
import { forgetOnChange } from './forget-on-change.ts';
import { Shell } from './shell.tsx';

export { RouteError as ErrorBoundary };

forgetOnChange();

/** Waits until the session is restored. If that fails, the screens inside say so. */
export const loader = async (): Promise<null> => {
  await session.ready().catch(() => {});
  return null;
};

/** The frame around a screen: the whole shell, or little more than the mark for users it is not open to yet. */
export function Component() {
  const state = useSession();
  const person = state.status === 'signed_in' ? state.user : null;
  const open = dutyOf(state) === null;
  return (
    <QueryClientProvider client={queryClient}>
      <PersonProvider value={person}>
        {person && open ? <Shell key={person.id} user={person} /> : <BareFrame />}
        {person && <ProofDialog key={`proof of ${person.id}`} person={person} />}
      </PersonProvider>
    </QueryClientProvider>
  );
}
