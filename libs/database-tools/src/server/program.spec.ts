import { describe, expect, it } from '@jest/globals';
import type { Launcher } from './launcher.ts';
import { startProgram } from './program.ts';

const direct: Launcher = { kind: 'direct', prefix: [], uid: -1, gid: -1, switchUser: false };

describe('startProgram', () => {
  it('reads all that was written before it says that the program has ended', async () => {
    const lines: string[] = [];
    const script = `for (let i = 0; i < 1000; i++) console.error('error: line ' + i); process.exitCode = 3`;
    const { ended, tail } = startProgram(direct, process.execPath, ['-e', script], (line) => lines.push(line));
    expect(await ended).toEqual({ code: 3, signal: null });
    expect(lines).toHaveLength(1000);
    expect(tail.lines).toEqual(lines.slice(-60));
    expect(tail.reason).toBe('line 999');
  });

  it('hands over nothing of its own environment but PATH', async () => {
    process.env['DATABASE_TOOLS_SECRET'] = 'secret';
    const script = `console.error(Object.keys(process.env).sort().join())`;
    const { ended, tail } = startProgram(direct, process.execPath, ['-e', script]);
    await ended;
    delete process.env['DATABASE_TOOLS_SECRET'];
    expect(tail.lines).toEqual(['LC_ALL,PATH,TZ']);
  });

  it('says so when the program cannot be started', async () => {
    const { ended, tail } = startProgram(direct, '/no/such/program', []);
    expect(await ended).toEqual({ code: null, signal: null });
    expect(tail.reason).toContain('ENOENT');
  });
});
