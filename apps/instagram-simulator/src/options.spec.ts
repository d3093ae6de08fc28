import { describe, expect, it } from '@jest/globals';
import { FLAGS, OptionError, readOptions, usage } from './options.ts';

describe('options', () => {
  it('have defaults', () => {
    expect(readOptions([], {})).toEqual({
      help: false,
      exitWithParent: false,
      simulator: {
        host: '127.0.0.1',
        port: 4610,
        controlPort: 4611,
        stateFile: null,
        seed: 1,
        users: 480,
        postsPerUser: 7,
        recording: 5000,
        demoAccounts: true,
        settings: { latency_ms: 0, latency_jitter_ms: 0, follow_back_share: 0 },
      },
    });
  });

  it('come from flags before variables', () => {
    const { simulator, exitWithParent } = readOptions(['--port', '0', '--state=/tmp/x', '--exit-with-parent'], {
      SIMULATOR_PORT: '9',
      SIMULATOR_CONTROL_PORT: '10',
      SIMULATOR_LATENCY_MS: '20',
      SIMULATOR_FOLLOW_BACK: '0.25',
      SIMULATOR_NO_DEMO_ACCOUNTS: '1',
      SIMULATOR_SEED: '',
    });
    expect(simulator).toMatchObject({ port: 0, controlPort: 10, stateFile: '/tmp/x', seed: 1, demoAccounts: false });
    expect(simulator.settings).toMatchObject({ latency_ms: 20, follow_back_share: 0.25 });
    expect(exitWithParent).toBe(true);
  });

  it.each([
    [['--port', 'x'], {}, /--port must be a whole number/],
    [['--port', '70000'], {}, /from 0 to 65535/],
    [[], { SIMULATOR_USERS: '-1' }, /--users/],
    [['--follow-back', '2'], {}, /--follow-back/],
    [['--nonsense'], {}, /nonsense/],
    [['file'], {}, /file/],
  ])('%j %j are refused', (args, env, message) => {
    expect(() => readOptions(args, env)).toThrow(OptionError);
    expect(() => readOptions(args, env)).toThrow(message);
  });

  it('are all explained', () => {
    for (const { flag, variable } of FLAGS) {
      expect(usage()).toContain(`--${flag}`);
      expect(usage()).toContain(variable);
    }
  });
});
