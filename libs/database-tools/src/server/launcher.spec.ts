import { describe, expect, it } from '@jest/globals';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copiedPackage, newDataDir, temporaryFolder } from '../testing/folders.ts';
import { hostWithout, isRoot } from '../testing/hosts.ts';
import { run, value } from '../testing/queries.ts';
import { start } from '../testing/servers.ts';
import { startedBy, startSupervisor } from '../testing/supervisors.ts';
import type { Host } from './host.ts';
import { chooseLauncher, reachable } from './launcher.ts';
import { layoutOf } from './layout.ts';
import type { Layout } from './layout.ts';

const nobody = 65534;
const open = 0o755;
const closed = 0o700;

const hostLike = (uid: number, commands: readonly string[], userHasName = true): Host => ({
  packageFolder: () => '/nowhere',
  uid,
  userHasName,
  runs: (command, args) =>
    commands.includes(command) && (commands.includes('capabilities') || !args.join().includes('ambient')),
  temporaryFolder: '/nowhere',
});

const layoutIn = (mode: number): Layout => {
  const layout = layoutOf(newDataDir(mode));
  mkdirSync(layout.root);
  return layout;
};

describe('chooseLauncher', () => {
  it.each([
    { uid: 1000, has: [], kind: 'direct', begins: [] },
    { uid: 1000, has: ['setpriv', 'unshare'], kind: 'direct', begins: ['setpriv', '--pdeathsig', 'INT'] },
    { uid: 0, has: ['unshare'], kind: 'user-namespace', begins: ['unshare', '-U', '--'] },
    {
      uid: 0,
      has: ['unshare', 'setpriv'],
      kind: 'user-namespace',
      begins: ['unshare', '-U', '--', 'setpriv', '--pdeathsig'],
    },
    { uid: 0, has: ['setpriv'], kind: 'other-user', begins: ['setpriv', '--pdeathsig', 'INT', '--reuid', '65534'] },
    { uid: 0, has: [], kind: 'other-user', begins: [] },
  ])('as user $uid with $has: $kind', ({ uid, has, kind, begins }) => {
    const launcher = chooseLauncher(hostLike(uid, has), layoutIn(open));
    expect(launcher.kind).toBe(kind);
    expect(launcher.prefix.slice(0, begins.length)).toEqual(begins);
    expect(launcher.switchUser).toBe(kind === 'other-user' && begins.length === 0);
  });

  it.each([
    { has: ['unshare'], kind: 'user-namespace' },
    { has: [], kind: 'direct' },
  ])('as a user without a name, with $has: $kind', ({ has, kind }) => {
    expect(chooseLauncher(hostLike(1000, has, false), layoutIn(open)).kind).toBe(kind);
  });

  it('lets another user into a folder that only root may enter, by a capability', () => {
    const layout = layoutIn(closed);
    expect(reachable(layout.root, nobody)).toBe(false);
    const { prefix, kind } = chooseLauncher(hostLike(0, ['setpriv', 'capabilities']), layout);
    expect(kind).toBe('other-user');
    expect(prefix).toContain('--ambient-caps=+dac_override');
  });

  it('asks whether the user may enter the folders, as their owner or as anyone', () => {
    const folder = temporaryFolder(closed);
    const own = statSync(folder).uid;
    expect([reachable(join(folder, 'x'), own), reachable(join(folder, 'x'), own + 1)]).toEqual([true, false]);
    chmodSync(folder, 0o011);
    expect([reachable(join(folder, 'x'), own), reachable(join(folder, 'x'), own + 1)]).toEqual([false, true]);
    expect(reachable('/x', own)).toBe(true);
  });

  it('gives that capability to nobody where it is not needed', () => {
    const { prefix } = chooseLauncher(hostLike(0, ['setpriv', 'capabilities']), layoutIn(open));
    expect(prefix.join(' ')).not.toContain('caps');
  });

  it('says what to do where no other user can be let in', () => {
    const layout = layoutIn(closed);
    expect(() => chooseLauncher(hostLike(0, ['setpriv']), layout)).toThrow(
      expect.objectContaining({ code: 'START_FAILED', message: expect.stringContaining(layout.root) }),
    );
  });
});

describe('a real server', () => {
  it('runs without root’s rights, no matter who starts it', async () => {
    const server = await start({ dataDir: newDataDir() });
    expect(['user-namespace', 'other-user'].includes(server.launchedAs)).toBe(isRoot);
    expect(server.launchedAs === 'direct').toBe(!isRoot);
    expect(await value(server.superuser, 'SELECT 1')).toBe(1);
  });

  it('is started by an ordinary user from read-only binaries whose symlinks are missing', async () => {
    const uid = isRoot ? nobody : process.getuid?.();
    const packageFolder = copiedPackage({ mode: open, links: false });
    const lib = join(packageFolder, 'native', 'lib');
    chmodSync(lib, 0o555);
    const [home, temporary] = [temporaryFolder(), temporaryFolder()];
    if (isRoot) for (const folder of [home, temporary]) chownSync(folder, nobody, nobody);
    const task = { dataDir: join(home, 'database'), packageFolder, temporaryFolder: temporary };
    const supervisor = startSupervisor(isRoot ? { ...task, uid: nobody } : task);
    const answer = await startedBy(supervisor);
    expect(answer.launchedAs).toBe('direct');
    expect(await value(answer.superuser, 'SELECT 1')).toBe(1);
    expect(statSync(join(home, 'database', 'cluster')).uid).toBe(uid);
    expect(readdirSync(lib).filter((name) => name === 'libpq.so.5')).toEqual([]);
    expect(readdirSync(temporary)).toHaveLength(1);
    await supervisor.stop();
    chmodSync(lib, 0o755);
  });

  it('is started by a user without a name', async () => {
    const uid = isRoot ? 54_321 : process.getuid?.();
    const home = temporaryFolder();
    if (isRoot) chownSync(home, 54_321, 54_321);
    const task = { dataDir: join(home, 'database'), packageFolder: copiedPackage({ mode: open, links: true }) };
    const answer = await startSupervisor(isRoot ? { ...task, uid: 54_321 } : task).answer;
    // Where such a user may not have a namespace either, initdb says what is missing.
    const kinds = isRoot ? ['user-namespace', 'START_FAILED'] : ['direct'];
    expect(kinds).toContain(answer.started ? answer.launchedAs : answer.code);
    expect(answer.started || answer.message.includes('54321')).toBe(true);
    expect(!answer.started || statSync(join(home, 'database', 'cluster')).uid === uid).toBe(true);
  });

  it('mends the symlinks where it may', async () => {
    const packageFolder = copiedPackage({ mode: open, links: false });
    const server = await start(
      { dataDir: newDataDir(), ephemeral: true },
      hostWithout([], { packageFolder: () => packageFolder }),
    );
    expect(await value(server.superuser, 'SELECT 1')).toBe(1);
    const list = join(packageFolder, 'native', 'pg-symlinks.json');
    expect(
      !existsSync(list) || readlinkSync(join(packageFolder, 'native', 'lib', 'libpq.so.5')).startsWith('libpq.so.5.'),
    ).toBe(true);
  });

  it('is started from and in a path that a shell would read', async () => {
    const odd = join(temporaryFolder(open), `a "b" $HOME \`id\` \\ ü 'c'`);
    mkdirSync(odd, { mode: open });
    const packageFolder = join(odd, 'package');
    renameSync(copiedPackage({ mode: open, links: true }), packageFolder);
    const server = await start(
      { dataDir: join(odd, 'database'), ephemeral: true },
      hostWithout([], { packageFolder: () => packageFolder, temporaryFolder: temporaryFolder(open) }),
    );
    expect(await value(server.superuser, 'SELECT 1')).toBe(1);
  });

  // Where user namespaces are refused, as in many containers; an ordinary user never needs one.
  it.each([
    { name: 'folders that others may enter', without: ['unshare'], mode: open },
    { name: 'folders that only root may enter', without: ['unshare'], mode: closed },
    { name: 'no setpriv either', without: ['unshare', 'setpriv'], mode: open },
  ])('runs as nobody when root cannot have a user namespace: $name', async ({ without, mode }) => {
    const layout = layoutOf(newDataDir(mode));
    const host = hostWithout(without);
    const first = await start({ dataDir: layout.root }, host);
    expect(first.launchedAs).toBe(isRoot ? 'other-user' : 'direct');
    expect(statSync(layout.cluster).uid).toBe(isRoot ? nobody : process.getuid?.());
    expect(statSync(layout.cluster).mode & 0o777).toBe(0o700);
    await run(first.superuser, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    // Also when it could have one the next time: the cluster keeps its owner.
    const second = await start({ dataDir: layout.root });
    expect(second.launchedAs).toBe(first.launchedAs);
    expect(await value(second.superuser, 'SELECT answer FROM kept')).toBe(42);
  });

  it('runs as nobody on a cluster that was root’s', async () => {
    const dataDir = newDataDir();
    await (await start({ dataDir })).stop();
    const second = await start({ dataDir }, hostWithout(['unshare']));
    expect(second.launchedAs).toBe(isRoot ? 'other-user' : 'direct');
    expect(await value(second.superuser, 'SELECT 1')).toBe(1);
  });

  it('is started from a copy of binaries that nobody may not enter', async () => {
    const packageFolder = copiedPackage({ mode: closed, links: true });
    const temporary = temporaryFolder(open);
    const host = hostWithout(['unshare'], { packageFolder: () => packageFolder, temporaryFolder: temporary });
    const first = await start({ dataDir: newDataDir(open) }, host);
    expect(await value(first.superuser, 'SELECT 1')).toBe(1);
    expect(readdirSync(temporary)).toHaveLength(isRoot ? 1 : 0);
  });

  it('does not run a copy of the binaries that someone else has put there', async () => {
    const packageFolder = copiedPackage({ mode: closed, links: true });
    const temporary = temporaryFolder(open);
    const host = hostWithout(['unshare'], { packageFolder: () => packageFolder, temporaryFolder: temporary });
    await (await start({ dataDir: newDataDir(open), ephemeral: true }, host)).stop();
    for (const name of readdirSync(temporary)) chmodSync(join(temporary, name), 0o777);
    const second = start({ dataDir: newDataDir(open), ephemeral: true }, host).then(
      () => 'started',
      (error: unknown) => error,
    );
    // An ordinary user needs no copy and is not affected.
    expect(await second).toEqual(isRoot ? expect.objectContaining({ code: 'START_FAILED' }) : 'started');
  });

  it('is started by root in a folder, from binaries, that only another user may enter', async () => {
    const [home, temporary] = [temporaryFolder(closed), temporaryFolder(open)];
    const packageFolder = copiedPackage({ mode: closed, links: true });
    if (isRoot) for (const folder of [home, dirname(packageFolder)]) chownSync(folder, nobody - 1, nobody - 1);
    const host = hostWithout([], { packageFolder: () => packageFolder, temporaryFolder: temporary });
    const server = await start({ dataDir: join(home, 'database') }, host);
    expect(server.launchedAs).toBe(isRoot ? 'other-user' : 'direct');
    expect(await value(server.superuser, 'SELECT 1')).toBe(1);
  });

  it('serves an ordinary user again after root has run it', async () => {
    const home = temporaryFolder(open);
    if (isRoot) chownSync(home, nobody, nobody);
    const task = { dataDir: join(home, 'database'), packageFolder: copiedPackage({ mode: open, links: true }) };
    const asUser = isRoot ? { ...task, uid: nobody } : task;
    const first = startSupervisor(asUser);
    await startedBy(first);
    await first.stop();
    const asRoot = await start({ dataDir: task.dataDir });
    expect(asRoot.launchedAs).toBe(isRoot ? 'other-user' : 'direct');
    await asRoot.stop();
    const again = await startedBy(startSupervisor(asUser));
    expect(again.launchedAs).toBe('direct');
    expect(await value(again.superuser, 'SELECT 1')).toBe(1);
  });
});
