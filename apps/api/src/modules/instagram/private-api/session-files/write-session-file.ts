import type { ExportedAccount } from '../../instagram.provider.ts';
import type { AppVersion } from '../app-versions.ts';
import type { StoredState } from '../stored-state.ts';
import { OWN_MARK } from './library-file.ts';

/** Pure: the content of an export, which `readSessionFile` takes. A proxy is not part of it. */
export const writeSessionFile = (
  { client }: StoredState,
  app: Pick<AppVersion, 'version' | 'code' | 'bloks'>,
  { username, pk, at }: ExportedAccount,
): Record<string, unknown> => ({
  [OWN_MARK]: 1,
  instagram_username: username,
  instagram_pk: pk,
  exported_at: at.toISOString(),
  app: { version: app.version, code: app.code, ...(app.bloks ? { bloks: app.bloks } : {}) },
  client,
});
