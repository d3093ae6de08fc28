import { jestConfig } from '../../jest.base.mjs';

export default jestConfig({
  displayName: 'api',
  setupFiles: ['<rootDir>/src/testing/preload.ts'],
  globalSetup: '<rootDir>/src/testing/global-setup.ts',
  globalTeardown: '<rootDir>/src/testing/global-teardown.ts',
});
