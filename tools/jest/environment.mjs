// The environment of spec files that run in the process itself: what a file changes of the process is put back after it.
import { TestEnvironment } from 'jest-environment-node';

export default class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const [ModuleMocker, FakeTimers] = [this.moduleMocker.constructor, this.fakeTimersModern.constructor];
    this.leastTimeout = config.projectConfig.testTimeout ?? config.globalConfig.testTimeout ?? 0;
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new FakeTimers({ config: config.projectConfig, global: globalThis });
    this.before = { exit: process.exit, console: globalThis.console, env: { ...process.env }, cwd: process.cwd() };
  }

  /**
   * A limit only tells a test that hangs from one that is slow, and how slow a test is depends on what else the machine
   * does: limits below the project's are raised to it.
   */
  handleTestEvent({ name, hook, test }, state) {
    if (name === 'run_start') state.testTimeout = Math.max(state.testTimeout, this.leastTimeout);
    const limited = name === 'hook_start' ? hook : name === 'test_fn_start' ? test : null;
    if (limited?.timeout) limited.timeout = Math.max(limited.timeout, this.leastTimeout);
  }

  async teardown() {
    await super.teardown();
    const { exit, console, env, cwd } = this.before;
    process.exit = exit;
    globalThis.console = console;
    for (const name of Object.keys(process.env)) {
      if (!(name in env)) Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, env);
    process.chdir(cwd);
    Reflect.deleteProperty(globalThis, Symbol.for('TEST_TIMEOUT_SYMBOL'));
  }
}
