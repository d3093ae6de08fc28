import { type Config, loadConfig } from './config.ts';
import { VERSION } from './version.ts';

/** @throws ConfigError */
export const configFromEnvironment = (service: 'api' | 'worker' = 'api'): Config =>
  loadConfig(process.env, VERSION, service);

/** The owner's connection, for a command at the machine; empty where it is not set. */
export const ownerUrlFromEnvironment = (): string => process.env['MIGRATION_DATABASE_URL'] ?? '';
