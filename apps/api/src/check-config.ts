// Ends with 1 and a line for each variable that is wrong; says nothing where all are right. For whoever is about to
// start several processes that would each say the same.
import { ConfigError } from './platform/config/config-error.ts';
import { configFromEnvironment } from './platform/config/from-environment.ts';

try {
  configFromEnvironment();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.lines.join('\n')}\n`);
  process.exitCode = 1;
}
