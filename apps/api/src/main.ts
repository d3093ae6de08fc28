import { boot, endWithParent } from './boot.ts';
import { createApi } from './create-api.ts';
import { FirstAdmin } from './modules/users/index.ts';
import type { Config } from './platform/config/config.ts';
import { ConfigError } from './platform/config/config-error.ts';

/** Why nothing can listen there, by what the system says; undefined: something else went wrong. */
const cannotListen = (error: unknown, { host, port }: Config): string | undefined => {
  switch ((error as NodeJS.ErrnoException | null)?.code) {
    case 'EADDRINUSE':
      return `PORT: ${port} is taken; choose another with PORT=...`;
    case 'EACCES':
      return `PORT: ${port} may not be opened by this user; choose one above 1023 with PORT=...`;
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST: this machine cannot listen on ${host}; choose one of its own addresses with HOST=...`;
    default:
      return undefined;
  }
};

await boot('api', async (config, logger) => {
  const app = await createApi(config, logger);
  await app.get(FirstAdmin).ensure();
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    const line = cannotListen(error, config);
    if (line) throw new ConfigError([line]);
    throw error;
  }
  endWithParent(() => app.close());
  logger.info({ address: config.publicUrl }, 'listening');
  process.send?.({ event: 'ready' });
});
