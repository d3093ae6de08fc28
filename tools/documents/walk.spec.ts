import { afterEach, expect, it } from '@jest/globals';
import { Stack } from '@pacekeeper/testing';
import { WALKS } from './commands.ts';
import { walk } from './walk.ts';

// `WRITE_DOCUMENTS=1` puts what the commands print into the documents.
const writing = process.env['WRITE_DOCUMENTS'] === '1';

const [VERIFICATION, ...OTHERS] = WALKS;

let stack: Stack | undefined;
afterEach(() => stack?.remove());

it.each([[[VERIFICATION]], [OTHERS]])('the commands of %j print what is shown', async (paths) => {
  // A hundred times as fast as the demo: the hour that a job waits for takes less than a second.
  stack = await Stack.start({ PACE_SPEED: '6000' });
  const installation = { port: Number(new URL(stack.url).port), dataDir: stack.dataDir };
  for (const path of paths) expect(await walk(path, installation, writing)).toEqual([]);
});
