import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Scratch } from './scratch.ts';

const SCRATCH = JSON.stringify(join(import.meta.dirname, 'scratch.ts'));
const MAKE = `const { makeScratch } = await import(${SCRATCH}); console.log(JSON.stringify(makeScratch()));`;

/** A process that makes its folders and goes on as `then` says; `look` sees them while it lives. */
const inProcess = (then: string, look: (scratch: Scratch, end: () => void) => void): Promise<Scratch> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', `${MAKE} ${then}`], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let made: Scratch | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      made = JSON.parse(text) as Scratch;
      look(made, () => child.kill('SIGTERM'));
      child.stdin.end();
    });
    child.on('exit', () => (made ? resolve(made) : reject(new Error('it made nothing'))));
  });

describe('the folders of a run', () => {
  it('are open to servers that run as another user, and closed to what others would put beside them', async () => {
    await inProcess('process.stdin.resume();', ({ folder, temporary, compiled }) => {
      expect(statSync(folder).mode & 0o7777).toBe(0o755);
      expect(statSync(temporary).mode & 0o7777).toBe(0o1777);
      expect([dirname(temporary), dirname(compiled)]).toEqual([folder, folder]);
    });
  });

  it.each([
    ['ends', 'process.stdin.resume();', () => undefined],
    ['fails', 'process.stdin.resume().on("end", () => process.exit(3));', () => undefined],
    ['is asked to end', 'setInterval(() => undefined, 1_000);', (end: () => void) => end()],
  ])('go when their process %s', async (_, then, act) => {
    const { folder } = await inProcess(then, (_made, end) => act(end));
    expect(existsSync(folder)).toBe(false);
  });
});
