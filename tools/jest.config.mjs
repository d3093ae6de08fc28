import { nodeConfig } from '../jest.base.mjs';

export default nodeConfig({
  displayName: 'tools',
  testMatch: ['<rootDir>/**/*.spec.ts', '<rootDir>/**/*.spec.mjs'],
});
