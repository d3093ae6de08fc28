import { describe, expect, it } from '@jest/globals';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { EmbeddedPostgresError } from '../errors.ts';
import { newDataDir, temporaryFolder } from '../testing/folders.ts';
import { hostWithout, isRoot } from '../testing/hosts.ts';
import { run, value } from '../testing/queries.ts';
import { start } from '../testing/servers.ts';
import { startSupervisor } from '../testing/supervisors.ts';
import { findPackage } from './binaries.ts';
import { layoutOf } from './layout.ts';
import { startEmbeddedPostgres } from './start.ts';

const mode = (path: string): number => statSync(path).mode & 0o777;

describe('startEmbeddedPostgres', () => {
  it('makes a database in a folder that is not there yet, and finds the data again', async () => {
    const dataDir = join(newDataDir(), 'deeper');
    const first = await start({ dataDir });
    await run(first.superuser, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await start({ dataDir });
    expect(second.superuser.password).toBe(first.superuser.password);
    expect(await value(second.superuser, 'SELECT answer FROM kept')).toBe(42);
  });

  it('keeps the folder and the password to its owner, and the password off every command line', async () => {
    const layout = layoutOf(newDataDir());
    const lines: string[] = [];
    const { superuser, pid } = await start({ dataDir: layout.root, log: (line) => lines.push(line) });
    expect([layout.root, layout.cluster, layout.passwordFile, layout.lockFile].map(mode)).toEqual([
      0o700, 0o700, 0o600, 0o600,
    ]);
    const command = existsSync('/proc') ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : '';
    expect([command, ...lines].join('\n')).not.toContain(superuser.password);
    expect(readFileSync(layout.passwordFile, 'utf8')).toBe(superuser.password);
  });

  it('finds the same data through a symlink', async () => {
    const [real, link] = [newDataDir(), newDataDir()];
    await (await start({ dataDir: real })).stop();
    symlinkSync(real, link);
    const server = await start({ dataDir: link });
    expect(await value(server.superuser, 'SHOW data_directory')).toBe(layoutOf(realpathSync(real)).cluster);
    await expect(start({ dataDir: real })).rejects.toMatchObject({ code: 'ALREADY_RUNNING' });
  });

  it('tightens a folder that was open to others', async () => {
    const dataDir = newDataDir();
    mkdirSync(dataDir, { mode: 0o755 });
    await start({ dataDir, ephemeral: true });
    expect(mode(dataDir)).toBe(0o700);
  });

  it('listens on 127.0.0.1 alone, asks for the password, and sorts the same everywhere', async () => {
    const settings = { work_mem: '5MB', listen_addresses: '*', unix_socket_directories: '/tmp' };
    const { superuser } = await start({ dataDir: newDataDir(), settings });
    const show = (name: string): Promise<unknown> => value(superuser, `SHOW ${name}`);
    expect(await show('listen_addresses')).toBe('127.0.0.1');
    expect(await show('unix_socket_directories')).toBe('');
    expect(await show('work_mem')).toBe('5MB');
    expect(await show('data_checksums')).toBe('on');
    expect(await show('server_encoding')).toBe('UTF8');
    expect(await show('fsync')).toBe('on');
    expect(
      await value(superuser, `SELECT concat(datlocprovider, datlocale) FROM pg_database WHERE datname = 'template0'`),
    ).toBe('bC.UTF-8');
    expect(await value(superuser, `SELECT upper('é ñ ж')`)).toBe('É Ñ Ж');
    await expect(run({ ...superuser, password: 'wrong' }, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('opens the port that it is told', async () => {
    const { port, stop } = await start({ dataDir: newDataDir(), ephemeral: true });
    await stop();
    const again = await start({ dataDir: newDataDir(), port, ephemeral: true });
    expect(again.superuser).toMatchObject({ host: '127.0.0.1', port });
    expect(await value(again.superuser, 'SELECT 1')).toBe(1);
  });

  it('ends with its stop(), which may be called twice', async () => {
    const server = await start({ dataDir: newDataDir() });
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    expect(await server.exited).toEqual({ code: 0, signal: null });
    await expect(run(server.superuser, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('stops although connections are open', async () => {
    const server = await start({ dataDir: newDataDir() });
    const open = run(server.superuser, 'SELECT pg_sleep(600)');
    const ended = expect(open).rejects.toMatchObject({ code: expect.stringMatching(/^57P0\d$/) });
    await server.stop();
    await ended;
    expect(await server.exited).toEqual({ code: 0, signal: null });
  });

  it('writes an ephemeral database carelessly and removes it', async () => {
    const dataDir = newDataDir();
    const server = await start({ dataDir, ephemeral: true });
    for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      expect(await value(server.superuser, `SHOW ${name}`)).toBe('off');
    }
    await server.stop();
    expect(existsSync(dataDir)).toBe(false);
  });
});

describe('startEmbeddedPostgres refuses', () => {
  const refused = async (attempt: Promise<unknown>): Promise<EmbeddedPostgresError> => {
    const error: unknown = await attempt.then(
      () => 'it started',
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(EmbeddedPostgresError);
    expect((error as Error).message).not.toContain('\n');
    return error as EmbeddedPostgresError;
  };

  it('a port that is taken', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port));
    });
    const error = await refused(start({ dataDir: newDataDir(), port })).finally(() => other.close());
    expect(error.code).toBe('PORT_TAKEN');
    expect(error.message).toContain(String(port));
  });

  it('a folder below a file', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const error = await refused(start({ dataDir: join(file, 'database') }));
    expect(error.code).toBe('DATA_DIR_UNWRITABLE');
    expect(error.message).toContain('DATA_DIR');
  });

  it('a folder that belongs to someone else', async () => {
    const dataDir = temporaryFolder(0o555);
    // Root may write anywhere, so it runs as user `nobody`.
    const answer = await startSupervisor({ dataDir, ...(isRoot ? { uid: 65534 } : {}) }).answer;
    expect(answer).toMatchObject({ started: false, code: 'DATA_DIR_UNWRITABLE' });
  });

  it('a platform without binaries', async () => {
    const host = hostWithout([], { packageFolder: () => findPackage(import.meta.dirname, 'plan9', 'mips') });
    expect(await refused(start({ dataDir: newDataDir() }, host))).toMatchObject({ code: 'PLATFORM_UNSUPPORTED' });
  });

  it('a setting that the server does not know, with the server’s own words', async () => {
    const error = await refused(start({ dataDir: newDataDir(), settings: { no_such_setting: 1 } }));
    expect(error.code).toBe('START_FAILED');
    expect(error.message).toContain('no_such_setting');
    expect(error.serverLog.join('\n')).toContain('no_such_setting');
  });

  it('a cluster whose password is lost', async () => {
    const layout = layoutOf(newDataDir());
    await (await start({ dataDir: layout.root })).stop();
    rmSync(layout.passwordFile);
    expect(await refused(start({ dataDir: layout.root }))).toMatchObject({ code: 'START_FAILED' });
  });

  it('to make an ephemeral database where something lies already', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'precious'), '');
    expect(await refused(startEmbeddedPostgres({ dataDir, ephemeral: true }))).toMatchObject({ code: 'START_FAILED' });
    expect(existsSync(join(dataDir, 'precious'))).toBe(true);
  });
});
