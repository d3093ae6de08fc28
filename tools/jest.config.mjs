import { jestConfig } from '../jest.base.mjs';

export default jestConfig({
  displayName: 'tools',
  testMatch: ['<rootDir>/**/*.spec.ts', '<rootDir>/**/*.spec.mjs'],
});
