import { boot, endWithParent } from './boot.ts';
import { createApi } from './create-api.ts';
import { FirstAdmin } from './modules/users/index.ts';
import { ConfigError } from './platform/config/config-error.ts';

const inUse = (error: unknown): boolean => (error as NodeJS.ErrnoException | null)?.code === 'EADDRINUSE';

await boot('api', async (config, logger) => {
  const app = await createApi(config, logger);
  await app.get(FirstAdmin).ensure();
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    if (inUse(error)) throw new ConfigError([`PORT: ${config.port} is taken; choose another with PORT=...`]);
    throw error;
  }
  endWithParent(() => app.close());
  logger.info({ address: config.publicUrl }, 'listening');
  process.send?.({ event: 'ready' });
});
