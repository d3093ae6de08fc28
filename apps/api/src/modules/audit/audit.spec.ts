import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AuditCheck, AuditEntry, AuditList } from '@pacekeeper/contracts';
import type { GivenUser } from '@pacekeeper/testing';
import { Database } from '../../platform/database/database.ts';
import { TestApi } from '../../testing/test-api.ts';
import { AuditLogRepository } from './audit-log.repository.ts';
import { AuditService, type NewAuditEntry } from './audit.service.ts';

const NOBODY = '018f2f6e-7d3c-7c11-9a55-0123456789ab';

let api: TestApi;
let admin: GivenUser;
let anna: GivenUser;
let token: string;
let userToken: string;

const note = (entry: NewAuditEntry) => api.app.get(AuditService).note(entry);
const list = async (query = ''): Promise<AuditEntry[]> => {
  const { status, body } = await api.ask<AuditList>('GET', `/api/admin/audit-log${query}`, { token });
  expect(status).toBe(200);
  return body.items;
};
const verify = async () => (await api.ask<AuditCheck>('GET', '/api/admin/audit-log/verify', { token })).body.audit;
const download = (query = '', method = 'GET') =>
  fetch(`${api.url}/api/admin/audit-log/export${query}`, { method, headers: { authorization: `Bearer ${token}` } });

beforeAll(async () => {
  api = await TestApi.start();
  admin = await api.given.user({ role: 'admin' });
  anna = await api.given.user({ username: '=HYPERLINK("http://x","y")' });
  token = await api.signIn(admin.username);
  userToken = await api.signIn(anna.username);
  await note({ action: 'role_changed', actorId: admin.id, subjectId: anna.id, details: { from: 'user', to: 'admin' } });
  await note({ action: 'permission_denied', outcome: 'refused', actorId: anna.id });
  await note({ action: 'sign_in_failed', outcome: 'refused', actorId: null, subjectId: NOBODY });
});
afterAll(() => api.stop());

describe('the audit log', () => {
  it('says who did what to whom, the newest first', async () => {
    const items = await list();
    const seqs = items.map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
    expect(items.find(({ action }) => action === 'role_changed')).toMatchObject({
      outcome: 'success',
      actor: { id: admin.id, username: admin.username },
      subject: { id: anna.id, username: anna.username },
      details: { from: 'user', to: 'admin' },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    // An unknown actor, and a subject that no longer exists.
    expect(items.find(({ action }) => action === 'sign_in_failed')).toMatchObject({
      actor: null,
      subject: { id: NOBODY, username: null },
    });
  });

  it('takes address and correlation id from the request, and the actor from the transaction', async () => {
    await api.app
      .get(Database)
      .asUser(anna.id, (tx) => api.app.get(AuditService).append(tx, { action: 'user_exported' }));
    const [entry] = await list('?action=user_exported');
    expect(entry).toMatchObject({ actor: { id: anna.id }, address: null, correlation_id: null });
    await api.ask('PUT', '/api/admin/security', {
      token,
      body: { require_two_factor: false },
      headers: { 'x-correlation-id': 'audit-12345678' },
    });
    await download();
    const [exported] = await list('?action=audit_exported');
    expect(exported).toMatchObject({ actor: { id: admin.id }, address: '127.0.0.1' });
    expect(exported?.correlation_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('forgets what a transaction wrote that was rolled back', async () => {
    const before = (await verify()).entries;
    const failing = api.app.get(Database).asUser(anna.id, async (tx) => {
      await api.app.get(AuditService).append(tx, { action: 'password_changed' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await verify()).toMatchObject({ whole: true, entries: before });
  });

  it.each([
    ['an action', () => '?action=role_changed', (entry: AuditEntry) => entry.action === 'role_changed'],
    ['an outcome', () => '?outcome=refused', (entry: AuditEntry) => entry.outcome === 'refused'],
    ['who did it', () => `?actor_id=${anna.id}`, (entry: AuditEntry) => entry.actor?.id === anna.id],
    ['to whom', () => `?subject_id=${anna.id}`, (entry: AuditEntry) => entry.subject?.id === anna.id],
    [
      'both and an action',
      () => `?actor_id=${admin.id}&subject_id=${anna.id}&action=role_changed&outcome=success`,
      (entry: AuditEntry) => entry.action === 'role_changed',
    ],
  ])('shows by %s what fits and nothing else', async (_, query, fits) => {
    const [all, found] = [await list(), await list(query())];
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(fits)).toBe(true);
    expect(found.map(({ seq }) => seq)).toEqual(all.filter(fits).map(({ seq }) => seq));
  });

  it('shows a span of time, from its beginning and before its end', async () => {
    const hour = 3_600_000;
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    expect(await list(`?from=${at(hour)}`)).toEqual([]);
    expect(await list(`?until=${at(-hour)}`)).toEqual([]);
    expect(await list(`?from=${at(-hour)}&until=${at(hour)}`)).toEqual(await list());
    expect(await list('?from=0000-01-01T00:00:00Z&until=9999-12-31T23:59:59.999999Z')).toEqual(await list());
  });

  it('continues page by page, each entry once', async () => {
    const all = await list();
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = `/api/admin/audit-log?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body }: { body: AuditList } = await api.ask<AuditList>('GET', path, { token });
      seen.push(...body.items.map(({ seq }) => seq));
      cursor = body.next_cursor;
    }
    expect(seen).toEqual(all.map(({ seq }) => seq));
  });

  it.each([
    ['?action=poke', 'action'],
    ['?outcome=maybe', 'outcome'],
    ['?actor_id=17', 'actor_id'],
    ['?from=yesterday', 'from'],
    ['?until=2026-02-30T00:00:00Z', 'until'],
    ['?cursor=abc', 'cursor'],
    ['?limit=0', 'limit'],
    ['?color=red', 'color'],
  ])('refuses %s', async (query, field) => {
    const reply = await api.ask('GET', `/api/admin/audit-log${query}`, { token });
    expect(reply).toMatchObject({ status: 400, body: { error: 'VALIDATION_FAILED', details: [{ path: field }] } });
  });

  it('is for administrators', async () => {
    for (const path of ['', '/verify', '/export']) {
      const reply = await api.ask('GET', `/api/admin/audit-log${path}`, { token: userToken });
      expect(reply).toMatchObject({ status: 403, body: { error: 'FORBIDDEN' } });
    }
  });
});

describe('the export', () => {
  it('is CSV with everything that fits, and is noted with what was asked for', async () => {
    const response = await download('?action=role_changed');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="audit-log.csv"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const [head, row, ...rest] = (await response.text()).split('\r\n');
    expect(head).toBe('seq,at,action,outcome,actor_id,actor,subject_id,subject,address,details,correlation_id,hash');
    expect(row).toContain(`role_changed,success,${admin.id},${admin.username},${anna.id},`);
    // The name of a person is no formula, and details are JSON in one cell.
    expect(row).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
    expect(row).toContain('"{""to"":""admin"",""from"":""user""}"');
    expect(rest).toEqual(['']);
    const [noted] = await list('?action=audit_exported');
    expect(noted).toMatchObject({ actor: { id: admin.id }, details: { action: 'role_changed' } });
  });

  it('holds more than fits a page, each entry once', async () => {
    await api.given.sql(
      `SELECT audit_append('sign_out', 'success', $1, null, null, '{}', null) FROM generate_series(1, 2500)`,
      [anna.id],
    );
    const lines = (await (await download('?action=sign_out')).text()).trimEnd().split('\r\n');
    const seqs = lines.slice(1).map((line) => Number(line.split(',')[0]));
    expect(seqs).toHaveLength(2500);
    expect(new Set(seqs).size).toBe(2500);
    expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
  });

  it('breaks off where the administrator no longer is one, and does not look whole', async () => {
    const leaving = await api.given.user({ role: 'admin' });
    const log = api.app.get(AuditLogRepository, { strict: false });
    const read = log.findPage.bind(log);
    const spy = jest.spyOn(log, 'findPage').mockImplementation(async (tx, filter, limit, before) => {
      if (before !== null) await api.given.sql(`UPDATE users SET role = 'user' WHERE id = $1`, [leaving.id]);
      return read(tx, filter, limit, before);
    });
    try {
      const response = await fetch(`${api.url}/api/admin/audit-log/export?action=sign_out`, {
        headers: { authorization: `Bearer ${await api.signIn(leaving.username)}` },
      });
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow();
      expect(spy).toHaveBeenCalledTimes(2);
    } finally {
      spy.mockRestore();
    }
  });

  it('is only announced to who asks for its head, and not noted', async () => {
    const before = (await verify()).entries;
    const response = await download('', 'HEAD');
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
    ]);
    expect((await verify()).entries).toBe(before);
  });

  it('refuses a filter of the list that it does not have', async () => {
    const reply = await api.ask('GET', '/api/admin/audit-log/export?limit=5', { token });
    expect(reply).toMatchObject({ status: 400, body: { error: 'VALIDATION_FAILED' } });
  });
});

describe('the check of the chain', () => {
  it('finds it whole, with the hash of its last entry', async () => {
    const [last] = await list('?limit=1');
    expect(await verify()).toEqual({ whole: true, entries: last?.seq, head_hash: last?.hash, broken_at: null });
  });

  it.each([
    ['changed', `UPDATE audit_log SET details = '{"to":"user"}' WHERE action = 'role_changed' RETURNING seq`],
    [
      'changed into what we never write',
      `UPDATE audit_log SET action = 'x', details = '[1]' WHERE seq = 2 RETURNING seq`,
    ],
    ['removed', 'DELETE FROM audit_log WHERE seq = 3 RETURNING seq + 1 AS seq'],
    ['removed from the end', 'DELETE FROM audit_log WHERE seq = (SELECT max(seq) FROM audit_log) RETURNING seq'],
  ])('finds an entry that was %s, and the log can still be read', async (_, text) => {
    await api.given.sql('CREATE TABLE audit_kept AS TABLE audit_log');
    const [changed] = await api.given.sql<{ seq: string }>(text);
    expect(await verify()).toMatchObject({ whole: false, broken_at: Number(changed?.seq) });
    expect((await list()).length).toBeGreaterThan(0);
    // As it was, for the next.
    await api.given.sql('DELETE FROM audit_log');
    await api.given.sql('INSERT INTO audit_log SELECT * FROM audit_kept');
    await api.given.sql('DROP TABLE audit_kept');
  });

  it('finds that the end of the chain is gone', async () => {
    await api.given.sql('DELETE FROM audit_head');
    expect(await verify()).toMatchObject({ whole: false });
  });
});
