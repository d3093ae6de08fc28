import TestEnvironment from '../../tools/jest/environment.mjs';

/** Prints what the pages showed and asked for when a test failed: the browser is closed by the time it is read. */
export default class extends TestEnvironment {
  async handleTestEvent(event, state) {
    super.handleTestEvent(event, state);
    const { name, test } = event;
    if (name !== 'test_fn_failure') return;
    const seen = await this.global.whatPagesShow?.();
    if (seen) process.stderr.write(`\n--- ${test.name}\n${seen}\n---\n`);
  }
}
