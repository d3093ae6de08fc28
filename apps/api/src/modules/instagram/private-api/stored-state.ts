import { z } from 'zod';
import { Secret } from '../../../platform/crypto/secret.ts';

/**
 * What is kept of the client library between turns, as JSON. Its constants are left out: they are nine tenths of the
 * size and would pin the app version. The checkpoint is not part of the library's own blob, so it stands beside.
 */
const storedSchema = z.object({
  v: z.literal(1),
  client: z.record(z.string(), z.unknown()),
  checkpoint: z.unknown().optional(),
  twoFactor: z.object({ identifier: z.string(), username: z.string() }).optional(),
});
export type StoredState = z.infer<typeof storedSchema>;

export const readState = (state: Secret<string>): StoredState => storedSchema.parse(JSON.parse(state.open()));

export const writeState = (state: StoredState): Secret<string> => new Secret(JSON.stringify(state));

/** What identifies the device and grants nothing. */
const DEVICE_FIELDS = ['deviceString', 'deviceId', 'uuid', 'phoneId', 'adid', 'build', 'language', 'timezoneOffset'];

export const deviceState = (state: Secret<string>): Secret<string> => {
  const { client } = readState(state);
  const kept = Object.fromEntries(DEVICE_FIELDS.filter((key) => key in client).map((key) => [key, client[key]]));
  return writeState({ v: 1, client: kept });
};
