import { useSyncExternalStore } from 'react';
import type { SessionState } from './create-session.ts';
import { session } from './session.ts';

export const useSession = (): SessionState => useSyncExternalStore(session.subscribe, session.state);
