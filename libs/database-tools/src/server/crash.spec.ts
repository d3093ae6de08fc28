import { describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newDataDir, packageWhoseInitdbHangs } from '../testing/folders.ts';
import { run, value } from '../testing/queries.ts';
import { start } from '../testing/servers.ts';
import { startedBy, startSupervisor } from '../testing/supervisors.ts';
import { layoutOf } from './layout.ts';
import type { Layout } from './layout.ts';
import { isAlive, isServerOf, until } from './processes.ts';

const makeTable = 'CREATE TABLE kept AS SELECT 42 AS answer';
const unfinished = ({ root }: Layout): string[] =>
  readdirSync(root).filter((name) => /^initdb-(?!password)/.test(name));
const readTable = 'SELECT answer FROM kept';

describe('after kill -9 of the server', () => {
  it('says so, and the same process starts it again with all that was committed', async () => {
    const dataDir = newDataDir();
    const first = await start({ dataDir });
    await run(first.superuser, makeTable);
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });
    const second = await start({ dataDir });
    expect(await value(second.superuser, readTable)).toBe(42);
    await first.stop();
    expect(await value(second.superuser, readTable)).toBe(42);
  });

  it('starts again while connections of the killed one are still busy', async () => {
    const dataDir = newDataDir();
    const first = await start({ dataDir });
    const busy = run(first.superuser, 'SELECT count(*) FROM generate_series(1, 2000000000)').catch(() => 'ended');
    const started = `SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE 'SELECT count(*) FROM generate%'`;
    while ((await value(first.superuser, started)) === 0);
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const second = await start({ dataDir });
    expect(await value(second.superuser, 'SELECT 1')).toBe(1);
    await busy;
  });
});

describe('after kill -9 of the process that started it', () => {
  it('starts again with all that was committed', async () => {
    const dataDir = newDataDir();
    const supervisor = startSupervisor({ dataDir });
    const first = await startedBy(supervisor);
    await run(first.superuser, makeTable);
    await supervisor.kill();
    const second = await start({ dataDir });
    expect(isAlive(first.pid)).toBe(false);
    expect(await value(second.superuser, readTable)).toBe(42);
  });

  it('stops the server that nothing has ended, and replaces it', async () => {
    const dataDir = newDataDir(0o755);
    const supervisor = startSupervisor({ dataDir, without: ['setpriv'] });
    const first = await startedBy(supervisor);
    await supervisor.kill();
    expect(isServerOf(first.pid, layoutOf(dataDir).cluster)).toBe(true);
    const lines: string[] = [];
    const second = await start({ dataDir, log: (line) => lines.push(line) });
    expect(lines).toContainEqual(expect.stringContaining(`Stopping the server ${first.pid}`));
    expect(isAlive(first.pid)).toBe(false);
    expect(second.pid).not.toBe(first.pid);
    expect(await value(second.superuser, 'SELECT 1')).toBe(1);
  });

  it('starts again after kill -9 of both', async () => {
    const dataDir = newDataDir();
    const supervisor = startSupervisor({ dataDir });
    const first = await startedBy(supervisor);
    await run(first.superuser, makeTable);
    process.kill(first.pid, 'SIGKILL');
    await supervisor.kill();
    const lines: string[] = [];
    const second = await start({ dataDir, log: (line) => lines.push(line) });
    expect(await value(second.superuser, readTable)).toBe(42);
    expect(lines.join('\n')).not.toContain('FATAL');
  });

  it('starts again when that was while initdb ran', async () => {
    const layout = layoutOf(newDataDir());
    mkdirSync(layout.root);
    const supervisor = startSupervisor({ dataDir: layout.root });
    expect(await until(() => unfinished(layout).length > 0 || existsSync(layout.cluster), 60_000)).toBe(true);
    await supervisor.kill();
    const server = await start({ dataDir: layout.root });
    expect(await value(server.superuser, 'SELECT 1')).toBe(1);
    expect(unfinished(layout)).toEqual([]);
  });

  it('starts the cluster over when initdb had made half of it', async () => {
    const layout = layoutOf(newDataDir());
    mkdirSync(layout.root);
    const supervisor = startSupervisor({ dataDir: layout.root, packageFolder: packageWhoseInitdbHangs() });
    const half = (): string[] => unfinished(layout).filter((name) => existsSync(join(layout.root, name, 'PG_VERSION')));
    expect(await until(() => half().length === 1, 60_000)).toBe(true);
    await supervisor.kill();
    expect(existsSync(layout.cluster)).toBe(false);
    const server = await start({ dataDir: layout.root });
    expect(await value(server.superuser, 'SELECT 1')).toBe(1);
    expect(unfinished(layout)).toEqual([]);
  });
});

describe('what an earlier run has left', () => {
  it('does not mistake half a cluster for a whole one', async () => {
    const layout = layoutOf(newDataDir());
    const half = join(layout.root, 'initdb-abcdef');
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'PG_VERSION'), '18\n');
    const server = await start({ dataDir: layout.root });
    expect(await value(server.superuser, 'SELECT 1')).toBe(1);
    expect(existsSync(half)).toBe(false);
  });

  it('is not kept from starting by a process that has got the old server’s number', async () => {
    const layout = layoutOf(newDataDir());
    await (await start({ dataDir: layout.root })).stop();
    const note = [process.ppid, layout.cluster, 1, 1, '', '127.0.0.1', '', 'ready', ''].join('\n');
    writeFileSync(join(layout.cluster, 'postmaster.pid'), note);
    const server = await start({ dataDir: layout.root });
    expect(await value(server.superuser, 'SELECT 1')).toBe(1);
    expect(isAlive(process.ppid)).toBe(true);
  });
});

describe('two on one folder at the same time', () => {
  it('lets one process in and tells the other who it is', async () => {
    const dataDir = newDataDir();
    const supervisors = [startSupervisor({ dataDir }), startSupervisor({ dataDir })];
    const answers = await Promise.all(supervisors.map(({ answer }) => answer));
    expect(answers.map(({ started }) => started).sort()).toEqual([false, true]);
    const winner = supervisors[answers.findIndex(({ started }) => started)]?.process.pid;
    expect(answers.find(({ started }) => !started)).toMatchObject({
      code: 'ALREADY_RUNNING',
      message: expect.stringMatching(/^Another Pacekeeper is running on this folder/),
    });
    await expect(start({ dataDir })).rejects.toMatchObject({
      code: 'ALREADY_RUNNING',
      message: expect.stringContaining(`process ${winner}`),
    });
  });

  it('lets one caller in the same process in, and the next after its stop', async () => {
    const dataDir = newDataDir();
    const results = await Promise.allSettled([start({ dataDir }), start({ dataDir })]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'ALREADY_RUNNING' } });
    for (const result of results) if (result.status === 'fulfilled') await result.value.stop();
    expect(await value((await start({ dataDir })).superuser, 'SELECT 1')).toBe(1);
  });
});

describe('until', () => {
  it('gives up when the time is over', async () => {
    expect(await until(() => false, 30, 10)).toBe(false);
    expect(await until(() => true, 0)).toBe(true);
  });
});
