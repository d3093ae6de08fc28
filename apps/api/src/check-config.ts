// Prints a line for each invalid variable and exits with 1; prints nothing if all are valid. Run it before starting
// several processes that would each report the same.
import { ConfigError } from './platform/config/config-error.ts';
import { configFromEnvironment } from './platform/config/from-environment.ts';

try {
  configFromEnvironment();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.lines.join('\n')}\n`);
  process.exitCode = 1;
}
