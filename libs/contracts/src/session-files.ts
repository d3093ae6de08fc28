import { z } from 'zod';
import { proxyUrlSchema } from './accounts.ts';
import { answer } from './common.ts';

/** The longest session file, characters; those that are known have at most a quarter of it. */
export const LONGEST_SESSION_FILE = 200_000;

export const connectSessionSchema = z
  .strictObject({
    session: z
      .union([
        z.string().min(1, 'may not be empty').max(LONGEST_SESSION_FILE, 'is too long for a session file'),
        z.record(z.string(), z.unknown()),
      ])
      .describe(
        'the settings file of instagrapi or aiograpi, the serialised state of instagram-private-api, an export of Pacekeeper, as text or JSON; or a bare sessionid',
      ),
    proxy: proxyUrlSchema.optional().describe('the fixed proxy of this account, through which it is also checked'),
    confirm_bare: z
      .boolean()
      .optional()
      .describe('true: a bare sessionid is tried although the try may end it; needed for nothing else'),
  })
  .meta({ id: 'ConnectSession' });
export type ConnectSession = z.infer<typeof connectSessionSchema>;

export const exportedSessionSchema = answer('ExportedSession', {
  file_name: z.string(),
  session: z
    .record(z.string(), z.unknown())
    .describe('the content of the file, which `bot/login/session` takes: it grants access to the account'),
});
export type ExportedSession = z.infer<typeof exportedSessionSchema>;
