import { catalogueStatement } from './modules/error-codes/index.ts';
import { SystemClock } from './platform/clock/clock.ts';
import type { Config } from './platform/config/config.ts';
import { ConfigError } from './platform/config/config-error.ts';
import { configFromEnvironment } from './platform/config/from-environment.ts';
import { PATHS } from './platform/config/root.ts';
import { prepareDatabase } from './platform/database/prepare.ts';
import type { DatabaseRole } from './platform/database/system-functions.ts';
import { createLogger, type Logger } from './platform/logging/logger.ts';
import { installQueue, QUEUE_SCHEMA } from './platform/queue/boss.ts';

/** What every process does before its modules start: read the configuration, make the database ready. */
const prepare = async (logger: Logger, config: Config, service: DatabaseRole): Promise<void> =>
  prepareDatabase({
    service,
    url: config.databaseUrl.open(),
    ownerUrl: config.migrationDatabaseUrl?.open() ?? null,
    workerRole: config.workerRole,
    migrations: PATHS.migrations,
    install: installQueue,
    toolSchemas: [QUEUE_SCHEMA],
    seed: [catalogueStatement()],
    log: (line) => logger.info(line),
    clock: new SystemClock(),
  });

/**
 * Starts a process: `run` gets the configuration once the database is ready. What a person got wrong ends it with one
 * line for each cause and exit code 1; anything else is logged and ends it too.
 */
export const boot = async (
  service: DatabaseRole,
  run: (config: Config, logger: Logger) => Promise<void>,
): Promise<void> => {
  const logger = createLogger(service);
  try {
    const config = configFromEnvironment(service);
    if (service === 'api') for (const line of config.warnings) logger.warn(line);
    await prepare(logger, config, service);
    await run(config, logger);
    logger.info('ready');
  } catch (error) {
    if (error instanceof ConfigError) process.stderr.write(`${error.lines.join('\n')}\n`);
    else logger.fatal({ error }, 'could not start');
    process.exit(1);
  }
};

/** Ends this process with the one that started it, so that nothing is left behind when that is killed. */
export const endWithParent = (close: () => Promise<void>): void => {
  if (process.channel) process.once('disconnect', () => void close().finally(() => process.exit(0)));
};
