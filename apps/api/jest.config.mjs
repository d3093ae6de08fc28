import { jestConfig } from '../../jest.base.mjs';

export default jestConfig({
  displayName: 'api',
  setupFiles: ['<rootDir>/src/testing/preload.ts'],
  globalSetup: '<rootDir>/src/testing/global-setup.ts',
  // The queue's engine now and then leaves a timer behind after it was stopped; the run would never end for it.
  forceExit: true,
  globalTeardown: '<rootDir>/src/testing/global-teardown.ts',
});
