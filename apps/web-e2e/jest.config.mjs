import { jestConfig } from '../../jest.base.mjs';

export default jestConfig({
  displayName: 'web-e2e',
  testMatch: ['<rootDir>/src/**/*.e2e-spec.ts'],
  testTimeout: 120_000,
});
