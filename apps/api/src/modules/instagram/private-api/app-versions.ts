import { z } from 'zod';

/** The version of Instagram's app that a client claims, with the number that belongs to exactly that version. */
export const appVersionSchema = z.object({
  version: z.string(),
  code: z.string(),
  /** The version of the layout language, where the session file names it. */
  bloks: z.string().optional(),
  /** Came with a session file: configuration does not change it. */
  kept: z.literal(true).optional(),
});
export type AppVersion = z.infer<typeof appVersionSchema>;

/** What new devices claim in mode live unless it is configured; docs/going-live.md has the table with its source. */
export const LIVE_APP: AppVersion = { version: '428.0.0.47.67', code: '961145276' };

interface Configured {
  readonly mode: 'simulator' | 'live';
  readonly appVersion: string | null;
  readonly appVersionCode: string | null;
}

/** Set by an administrator; null: nothing is. */
export const configuredApp = ({ appVersion: version, appVersionCode: code }: Configured): AppVersion | null =>
  version !== null && code !== null ? { version, code } : null;

/** Pure: what a new device claims; null: the client library's own version. */
export const appOfNewDevice = (config: Configured): AppVersion | null =>
  configuredApp(config) ?? (config.mode === 'live' ? LIVE_APP : null);

/**
 * Pure: what a stored session claims. That of a session file stays; a device made here follows the configuration where
 * one is set, else it keeps the version that it was made with. Null: the client library's own version.
 */
export const appOfSession = (stored: AppVersion | undefined, config: Configured): AppVersion | null => {
  if (stored?.kept) return stored;
  return configuredApp(config) ?? stored ?? null;
};

/** As the database and the fleet know it: both parts, or null for whatever the installation claims. */
export const clientName = (app: Pick<AppVersion, 'version' | 'code'>): string => `${app.version} ${app.code}`;
