import { type CommandLine, OptionError, readOptions, usage } from './options.ts';
import { watchParent } from './parent-watch.ts';
import { StateFileError } from './persistence/state-file.ts';
import { startSimulator } from './start-simulator.ts';

const say = (event: object) => process.stdout.write(`${JSON.stringify(event)}\n`);

const run = async ({ simulator: options, exitWithParent }: CommandLine): Promise<void> => {
  const simulator = await startSimulator({
    ...options,
    onError: (error) => console.error(JSON.stringify({ event: 'error', message: error.message })),
  });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void simulator.close().finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (exitWithParent) watchParent(stop);
  say({ event: 'ready', instagram: simulator.instagramUrl, control: simulator.controlUrl });
};

/** One line for what a person can put right; a stack for what they cannot. */
const explain = (error: unknown): string => {
  if (error instanceof OptionError || error instanceof StateFileError) return error.message;
  const { code, message, stack } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL' ? message : (stack ?? String(error));
};

try {
  const commandLine = readOptions(process.argv.slice(2), process.env);
  if (commandLine.help) console.log(usage());
  else await run(commandLine);
} catch (error) {
  console.error(`instagram-simulator: ${explain(error)}`);
  process.exitCode = 1;
}
