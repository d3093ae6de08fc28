import { jestConfig } from '../../jest.base.mjs';

export default jestConfig({
  displayName: 'web-e2e',
  testMatch: ['<rootDir>/src/**/*.e2e-spec.ts'],
  testEnvironment: '<rootDir>/environment.mjs',
  testTimeout: 120_000,
});
