import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { inDatabase } from '../connection.ts';
import { catalogueSnapshot } from '../catalogue/snapshot.ts';
import { migrate } from '../migrations/migrate.ts';
import { applyGrants } from '../roles/apply-grants.ts';
import { roleProblems } from '../roles/role-problems.ts';
import { migrationsFolder, someMigrations } from '../testing/migrations.ts';
import { run, value } from '../testing/queries.ts';
import { givenServer } from '../testing/servers.ts';
import { cloneTemplate, createTemplate, dropDatabase } from './templates.ts';
import type { TemplateContext } from './templates.ts';

const server = givenServer();

const roles = {
  ownerRole: { name: 'template_owner', password: 'owner password' },
  appRole: { name: 'template_app', password: 'app password' },
};

const prepare = async (ownerUrl: string, { owner, app }: TemplateContext): Promise<void> => {
  await migrate({
    connection: ownerUrl,
    directory: migrationsFolder(someMigrations),
    direction: 'up',
    log: () => undefined,
  });
  await applyGrants(owner, app.user, []);
};

const exists = (name: string): Promise<unknown> =>
  value(server.superuser(), 'SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)', [name]);

const as = (role: { name: string; password: string }, database: string): ReturnType<typeof inDatabase> => ({
  ...inDatabase(server.superuser(), database),
  user: role.name,
  password: role.password,
});

describe('createTemplate', () => {
  it('prepares once, no matter who asks', async () => {
    let prepared = 0;
    const count = async (): Promise<void> => void prepared++;
    const ask = (): Promise<boolean> => createTemplate(server.superuser(), 'once', count, roles);
    const answers = await Promise.all(Array.from({ length: 8 }, ask));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect([prepared, await ask(), prepared]).toEqual([1, false, 1]);
  });

  it('redoes what an interrupted preparation has left', async () => {
    const failing = createTemplate(
      server.superuser(),
      'halved',
      () => Promise.reject(new RangeError('on purpose')),
      roles,
    );
    await expect(failing).rejects.toThrow('on purpose');
    expect(await exists('halved')).toBe(true);
    await expect(cloneTemplate(server.superuser(), 'halved', 'clone_of_half', 'template_owner')).rejects.toMatchObject({
      code: 'TEMPLATE_MISSING',
    });
    expect(await createTemplate(server.superuser(), 'halved', prepare, roles)).toBe(true);
  });

  it('ends connections that were left open, and lets nobody in any more', async () => {
    const left = await new Promise<pg.Client>((resolve, reject) => {
      const leave = async (ownerUrl: string): Promise<void> => {
        const client = new pg.Client(ownerUrl);
        client.on('error', () => undefined);
        await client.connect();
        resolve(client);
      };
      createTemplate(server.superuser(), 'closed', leave, roles).catch(reject);
    });
    await new Promise((resolve) => left.once('end', resolve));
    await createTemplate(server.superuser(), 'closed', prepare, roles);
    await expect(run(as(roles.ownerRole, 'closed'), 'SELECT 1')).rejects.toMatchObject({ code: '55000' });
    await cloneTemplate(server.superuser(), 'closed', 'of_closed', 'template_owner');
    expect(await exists('of_closed')).toBe(true);
  });
});

describe('cloneTemplate', () => {
  it('makes eight at once that are as the template was', async () => {
    const snapshots: unknown[] = [];
    const look = async (ownerUrl: string, context: TemplateContext): Promise<void> => {
      await prepare(ownerUrl, context);
      snapshots.push(await catalogueSnapshot(ownerUrl));
    };
    await createTemplate(server.superuser(), 'whole', look, roles);
    const names = Array.from({ length: 8 }, (_, at) => `clone_${at}`);
    const clones = await Promise.all(
      names.map((name) => cloneTemplate(server.superuser(), 'whole', name, 'template_owner')),
    );
    expect(clones.map(({ database }) => database)).toEqual(names);
    for (const clone of clones) {
      expect(await catalogueSnapshot(clone)).toEqual(snapshots[0]);
      expect(await roleProblems(as(roles.appRole, clone.database), { ownerRole: 'template_owner' })).toEqual([]);
    }
    await run(as(roles.ownerRole, 'clone_0'), 'DROP VIEW names');
    expect(await value(as(roles.ownerRole, 'clone_1'), `SELECT to_regclass('names') IS NOT NULL`)).toBe(true);
  });

  it('lets in whom the template let in, and nobody else', async () => {
    await createTemplate(server.superuser(), 'guarded', prepare, roles);
    await cloneTemplate(server.superuser(), 'guarded', 'of_guarded', 'template_owner');
    const stranger = await server.database();
    expect(await value(as(roles.appRole, 'of_guarded'), 'SELECT 1')).toBe(1);
    await expect(run(inDatabase(stranger.app, 'of_guarded'), 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
  });

  it('throws pg’s error for a name that is taken', async () => {
    await createTemplate(server.superuser(), 'taken', prepare, roles);
    await cloneTemplate(server.superuser(), 'taken', 'of_taken', 'template_owner');
    await expect(cloneTemplate(server.superuser(), 'taken', 'of_taken', 'template_owner')).rejects.toMatchObject({
      code: '42P04',
    });
  });

  it('refuses what is no template', async () => {
    const { name } = await server.database();
    for (const template of [name, 'not_there']) {
      await expect(cloneTemplate(server.superuser(), template, 'never', 'template_owner')).rejects.toMatchObject({
        code: 'TEMPLATE_MISSING',
      });
    }
  });
});

describe('dropDatabase', () => {
  it('drops a database with connections, a template, and what is not there', async () => {
    const { name, owner } = await server.database();
    await createTemplate(server.superuser(), 'dropped', prepare, roles);
    const open = run(owner, 'SELECT pg_sleep(600)');
    const ended = expect(open).rejects.toMatchObject({ code: '57P01' });
    const busy = `SELECT count(*)::int FROM pg_stat_activity WHERE usename = $1 AND query LIKE 'SELECT pg_sleep%'`;
    while ((await value(server.superuser(), busy, [owner.user])) === 0);
    for (const database of [name, 'dropped', 'not_there']) await dropDatabase(server.superuser(), database);
    await ended;
    expect([await exists(name), await exists('dropped')]).toEqual([false, false]);
  });
});
