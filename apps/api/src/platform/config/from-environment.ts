import { type Config, loadConfig } from './config.ts';
import { VERSION } from './version.ts';

/** @throws ConfigError */
export const configFromEnvironment = (): Config => loadConfig(process.env, VERSION);
