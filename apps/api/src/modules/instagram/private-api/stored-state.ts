import { z } from 'zod';
import { Secret } from '../../../platform/crypto/secret.ts';
import type { Egress } from '../egress/egress.ts';
import { appVersionSchema } from './app-versions.ts';

/**
 * A challenge under way: where Instagram can send a code, as it shows the addresses (empty: it shows none), and whether it
 * has sent one.
 */
const challengeSchema = z.object({
  email: z.string().nullable().optional(),
  sms: z.string().nullable().optional(),
  sent: z.boolean(),
});
export type StoredChallenge = z.infer<typeof challengeSchema>;

/**
 * What is kept of the client library between turns, as JSON. Its constants are left out: they are nine tenths of the
 * size and would pin the app version. The checkpoint is not part of the library's own blob, so it is stored beside it.
 */
const storedSchema = z.object({
  v: z.literal(1),
  client: z.record(z.string(), z.unknown()),
  /** The app version of this device; absent: whatever the installation claims. */
  app: appVersionSchema.optional(),
  checkpoint: z.unknown().optional(),
  challenge: challengeSchema.optional(),
  twoFactor: z.object({ identifier: z.string(), username: z.string() }).optional(),
  /** The proxy of a sign-in under way; a connected account has its own beside the session. */
  via: z.object({ key: z.string(), url: z.string(), typed: z.literal(true).optional() }).optional(),
});
export type StoredState = z.infer<typeof storedSchema>;

export const readState = (state: Secret<string>): StoredState => storedSchema.parse(JSON.parse(state.open()));

export const writeState = (state: StoredState): Secret<string> => new Secret(JSON.stringify(state));

/** What identifies the device and grants nothing. */
const DEVICE_FIELDS = ['deviceString', 'deviceId', 'uuid', 'phoneId', 'adid', 'build', 'language', 'timezoneOffset'];

export const deviceState = (state: Secret<string>): Secret<string> => {
  const { client, app } = readState(state);
  const kept = Object.fromEntries(DEVICE_FIELDS.filter((key) => key in client).map((key) => [key, client[key]]));
  // A new sign-in may claim a newer version: it looks like an update of the app.
  return writeState({ v: 1, client: kept, ...(app ? { app: { version: app.version, code: app.code } } : {}) });
};

/** The proxy of a sign-in, as its state keeps it between two steps. */
export const viaOf = (via: Egress | null): Pick<StoredState, 'via'> =>
  via ? { via: { key: via.key, url: via.url.open(), ...(via.typed ? { typed: true } : {}) } } : {};

export const egressIn = ({ via }: StoredState): Egress | null =>
  via ? { key: via.key, url: new Secret(via.url), ...(via.typed ? { typed: true } : {}) } : null;

/** `26/8.0.0; 480dpi; 1080x1920; samsung; SM-G930F; ...` as the library writes it: the part that a person knows. */
export const deviceNameIn = ({ client }: StoredState): string | null => {
  const parts = String(client['deviceString'] ?? '').split('; ');
  const [system = '', , , maker = '', model = ''] = parts;
  const version = /^\d+\/([\d.]{1,12})$/.exec(system)?.[1];
  return version && maker && model ? `${maker.slice(0, 40)} ${model.slice(0, 40)}, Android ${version}` : null;
};
