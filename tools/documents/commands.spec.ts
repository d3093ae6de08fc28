import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { commandBlocks } from './commands.ts';
import { textOf } from './markdown.ts';
import { runCommands } from './shell.ts';
import { commandsOf, problemsOfOutput } from './transcript.ts';
import { prelude } from './walk.ts';
import { PATHS, ROOT } from '../lib/paths.ts';

const HERE = 'tools/documents/commands.spec.ts';

const commands = ['docs/api.md', 'docs/deployment.md'].flatMap((path) =>
  commandBlocks(textOf(path))
    .filter(({ mark }) => mark?.kind === 'run by' && mark.text === HERE)
    .flatMap(commandsOf)
    .map((command) => ({ path, command })),
);

it.each(commands)('$path:$command.line $command.script', async ({ command }) => {
  const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-commands-'));
  try {
    // The checks of the API's start, which need nothing that is built.
    const script = command.script.replace(
      /^(.*) node dist\/api\/main\.js$/,
      `$1 node --no-warnings ${PATHS.checkConfig}`,
    );
    const env = { ...process.env, NODE_OPTIONS: '', CHECKOUT: ROOT, DATA_DIR: join(folder, 'data') };
    const [printed] = await runCommands([script], { folder, prelude: prelude(), env });
    expect(printed && problemsOfOutput(command, printed)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('finds all blocks that are said to be run here', () => expect(commands.length).toBeGreaterThan(2));
