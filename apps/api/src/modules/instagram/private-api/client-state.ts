import type { IgApiClient } from 'instagram-private-api';
import type { Secret } from '../../../platform/crypto/secret.ts';
import type { AppVersion } from './app-versions.ts';
import { writeState, type StoredState } from './stored-state.ts';

/** The version that is stored with a client's state, which the library's own state has no place for. */
const apps = new WeakMap<IgApiClient, AppVersion>();

/** The client's state for storage: without the library's constants. */
export const serialize = async (
  client: IgApiClient,
  beside: Omit<StoredState, 'v' | 'client' | 'app'> = {},
): Promise<Secret<string>> => {
  const { constants: _, ...state } = (await client.state.serialize()) as Record<string, unknown>;
  const app = apps.get(client);
  return writeState({ v: 1, client: state, ...(app ? { app } : {}), ...beside });
};

/** Puts a stored state back; a state without cookies is a device that is signed in nowhere. */
export const restore = async (client: IgApiClient, { client: state, checkpoint }: StoredState): Promise<void> => {
  if (typeof state['cookies'] === 'string') await client.state.deserialize(JSON.stringify(state));
  else Object.assign(client.state, state);
  if (checkpoint !== undefined) Object.assign(client.state, { checkpoint });
};

/** Has a client claim a version (null: the library's own), and its state keep what is to be stored of it. */
export const claim = (client: IgApiClient, shown: AppVersion | null, stored: AppVersion | undefined): void => {
  if (stored) apps.set(client, stored);
  if (!shown) return;
  // The constants are one object shared by all instances: replaced here, never edited.
  client.state.constants = {
    ...client.state.constants,
    APP_VERSION: shown.version,
    APP_VERSION_CODE: shown.code,
    ...(shown.bloks ? { BLOKS_VERSION_ID: shown.bloks } : {}),
  } as typeof client.state.constants;
};
