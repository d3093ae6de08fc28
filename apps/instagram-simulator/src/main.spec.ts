import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from '@jest/globals';
import { DEMO_ACCOUNTS } from './accounts/demo-accounts.ts';
import { controlClient } from './testing/control-client.ts';
import { poll } from './testing/poll.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
const ANY = ['--port', '0', '--control-port', '0', '--users', '20'];
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const launch = (args: readonly string[], env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [MAIN, ...args], {
    stdio: 'pipe',
    env: { ...env, PATH: process.env['PATH'] ?? '' },
  });
  children.push(child);
  return child;
};

interface Ready {
  readonly event: string;
  readonly instagram: string;
  readonly control: string;
}

const readyLine = async (child: ChildProcess): Promise<Ready> => {
  if (!child.stdout) throw new Error('no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return JSON.parse(line) as Ready;
};

const outcome = async (child: ChildProcess) => {
  const read = async (stream: NodeJS.ReadableStream | null) => {
    let text = '';
    for await (const chunk of stream ?? []) text += String(chunk);
    return text;
  };
  const [[code], output, errors] = await Promise.all([once(child, 'exit'), read(child.stdout), read(child.stderr)]);
  return { code: code as number | null, output, errors };
};

const isDown = (url: string) => () =>
  fetch(`${url}/health`).then(
    () => null,
    () => true as const,
  );

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('says in one line that it is ready, and ends at %s', async (signal) => {
    const child = launch(ANY);
    const ready = await readyLine(child);
    expect(ready).toEqual({
      event: 'ready',
      instagram: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      control: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    await expect(controlClient(ready.control).get('/health')).resolves.toEqual({ ok: true });
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('is set up by variables too', async () => {
    const child = launch([], { SIMULATOR_PORT: '0', SIMULATOR_CONTROL_PORT: '0', SIMULATOR_USERS: '7' });
    const { control } = await readyLine(child);
    await expect(controlClient(control).get('/stats')).resolves.toMatchObject({
      world: { people: 7 + DEMO_ACCOUNTS.length },
    });
  });

  it.each([
    [['--port', 'x'], /^instagram-simulator: --port must be a whole number from 0 to 65535, not x\n$/],
    [['--port', '1', '--host', '203.0.113.1'], /^instagram-simulator: listen \w+[^\n]*\n$/],
    [[...ANY, '--state', MAIN], /^instagram-simulator: [^\n]*main\.ts is not a state of the simulator[^\n]*\n$/],
  ])('refuses %j in one line', async (args, line) => {
    const { code, output, errors } = await outcome(launch(args));
    expect([code, output]).toEqual([1, '']);
    expect(errors).toMatch(line);
  });

  it('refuses a taken port in one line', async () => {
    const { instagram } = await readyLine(launch(ANY));
    const { code, errors } = await outcome(launch(['--port', new URL(instagram).port, '--control-port', '0']));
    expect(code).toBe(1);
    expect(errors).toMatch(/^instagram-simulator: listen EADDRINUSE[^\n]*\n$/);
  });

  it('explains its flags', async () => {
    const { code, output } = await outcome(launch(['--help']));
    expect(code).toBe(0);
    expect(output).toContain('--exit-with-parent');
  });

  it('loses at most the last second to a kill, and what was landing is kept by a stop', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    const file = join(folder, 'state.json');
    const first = launch([...ANY, '--state', file]);
    const control = controlClient((await readyLine(first)).control);
    await control.post('/accounts', { username: 'lena', password: 'lena-password-for-this-test' });
    await poll(() => Promise.resolve(readFileSync(file, 'utf8').includes('"lena"') || null));
    first.kill('SIGKILL');
    await once(first, 'exit');
    const second = launch([...ANY, '--state', file]);
    const again = controlClient((await readyLine(second)).control);
    await expect(again.get('/accounts/lena')).resolves.toHaveProperty('username', 'lena');
    await again.post('/accounts', { username: 'nils', password: 'nils-password-for-this-test' });
    second.kill('SIGTERM');
    await once(second, 'exit');
    expect(readFileSync(file, 'utf8')).toContain('"nils"');
    rmSync(folder, { recursive: true });
  });
});

describe('--exit-with-parent', () => {
  it('ends when the other end of standard input closes', async () => {
    const child = launch([...ANY, '--exit-with-parent']);
    await readyLine(child);
    child.stdin?.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('ends when the parent is killed, without a pipe between them', async () => {
    const script = `
      const child = require('node:child_process').spawn(process.execPath, ${JSON.stringify([MAIN, ...ANY, '--exit-with-parent'])},
        { stdio: ['ignore', 'inherit', 'inherit'] });
      child.on('exit', () => process.exit());`;
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(parent);
    const { control } = await readyLine(parent);
    expect(await isDown(control)()).toBeNull();
    parent.kill('SIGKILL');
    await expect(poll(isDown(control))).resolves.toBe(true);
  });
});
