import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ROOT } from './lib/paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => {
  const svg = join(folder, 'day.svg');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'tools/simulate.ts'), ...args, '--svg', svg],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  );
  return { status, stdout, stderr, picture: status === 0 ? readFileSync(svg, 'utf8') : '' };
};

describe('npm run simulate', () => {
  it('keeps every rule, draws a day, and is the same each time', () => {
    const first = run('--days', '3', '--accounts', '6', '--seed', '7');
    expect(first.status).toBe(0);
    expect(first.stdout).toContain('6 accounts, ');
    expect(first.stdout).not.toContain('broken');
    expect(first.picture).toMatch(/^<svg /);
    expect(run('--days', '3', '--accounts', '6', '--seed', '7')).toEqual(first);
  });

  it.each([
    [['--days', '0'], /--days must be a whole number from 1 to 366/],
    [['--accounts', '1e3'], /--accounts must be a whole number from 1 to 2000/],
    [['--seed', '-1'], /npm run simulate/],
    [['--speed', '2'], /npm run simulate/],
  ])('refuses %j', (args, says) => {
    const { status, stdout, stderr } = run(...args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(says);
  });
});
