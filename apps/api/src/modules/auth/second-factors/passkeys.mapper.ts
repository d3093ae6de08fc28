import type { Passkey as PasskeyView } from '@pacekeeper/contracts';
import type { Passkey } from './passkey.entity.ts';

export const toPasskeyView = (
  passkey: Pick<Passkey, 'id' | 'name' | 'backedUp' | 'createdAt' | 'lastUsedAt'>,
): PasskeyView => ({
  id: passkey.id,
  name: passkey.name,
  backed_up: passkey.backedUp,
  created_at: passkey.createdAt.toISOString(),
  last_used_at: passkey.lastUsedAt?.toISOString() ?? null,
});
