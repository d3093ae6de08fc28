import type { IgApiClient } from 'instagram-private-api';
import type { Secret } from '../../../platform/crypto/secret.ts';
import { writeState, type StoredState } from './stored-state.ts';

/** The client's state for storage: without the library's constants. */
export const serialize = async (
  client: IgApiClient,
  beside: Omit<StoredState, 'v' | 'client'> = {},
): Promise<Secret<string>> => {
  const { constants: _, ...state } = (await client.state.serialize()) as Record<string, unknown>;
  return writeState({ v: 1, client: state, ...beside });
};

/** Puts a stored state back; a state without cookies is a device that is signed in nowhere. */
export const restore = async (client: IgApiClient, { client: state, checkpoint }: StoredState): Promise<void> => {
  if (typeof state['cookies'] === 'string') await client.state.deserialize(JSON.stringify(state));
  else Object.assign(client.state, state);
  if (checkpoint !== undefined) Object.assign(client.state, { checkpoint });
};
