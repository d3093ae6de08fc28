import { nodeConfig } from '../../jest.base.mjs';

export default nodeConfig({
  displayName: 'api',
  globalSetup: '<rootDir>/src/testing/global-setup.ts',
  globalTeardown: '<rootDir>/src/testing/global-teardown.ts',
});
