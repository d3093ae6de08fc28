import { describe, expect, it } from '@jest/globals';
import { run } from '../testing/queries.ts';
import { givenServer } from '../testing/servers.ts';
import { scramVerifier } from './scram.ts';

const server = givenServer();

describe('scramVerifier', () => {
  it('is what PostgreSQL itself would store', async () => {
    const password = `it's "long" enough $1 \\`;
    await run(server.superuser(), `CREATE ROLE by_server LOGIN PASSWORD 'it''s "long" enough $1 \\'`);
    const rows = await run<{ rolpassword: string }>(
      server.superuser(),
      `SELECT rolpassword FROM pg_authid WHERE rolname = 'by_server'`,
    );
    const stored = rows[0]?.rolpassword ?? '';
    const salt = Buffer.from(/:([^$]+)\$/.exec(stored)?.[1] ?? '', 'base64');
    expect(scramVerifier(password, salt)).toBe(stored);
  });

  it('never comes out the same twice', () => {
    expect(scramVerifier('the same password')).not.toBe(scramVerifier('the same password'));
  });

  it.each(['', 'short', 'with\nline break', 'schlüssel-mit-umlaut', 'x'.repeat(201)])('refuses %j', (password) => {
    expect(() => scramVerifier(password)).toThrow(expect.objectContaining({ code: 'PASSWORD_INVALID' }));
  });
});
