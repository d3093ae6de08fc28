import { nodeConfig } from '../../jest.base.mjs';

export default nodeConfig({
  displayName: 'api-e2e',
  testMatch: ['<rootDir>/src/**/*.e2e-spec.ts'],
});
