import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './app.module.ts';
import { boot, endWithParent } from './boot.ts';
import { MetricsService } from './modules/system/index.ts';
import { serveFigures } from './platform/http/figures-server.ts';
import { nestLogger } from './platform/logging/logging.module.ts';

await boot('worker', async (config, logger) => {
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config, logger), {
    logger: nestLogger(logger),
    abortOnError: false,
  });
  app.enableShutdownHooks();
  const figures = await serveFigures(() => app.get(MetricsService).read());
  endWithParent(async () => {
    figures.close();
    await app.close();
  });
  logger.info({ metrics: figures.url }, 'working');
  process.send?.({ event: 'ready' });
});
