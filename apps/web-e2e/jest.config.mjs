import { nodeConfig } from '../../jest.base.mjs';

export default nodeConfig({
  displayName: 'web-e2e',
  testMatch: ['<rootDir>/src/**/*.e2e-spec.ts'],
  globalTeardown: '<rootDir>/global-teardown.mjs',
  testEnvironment: '<rootDir>/environment.mjs',
});
