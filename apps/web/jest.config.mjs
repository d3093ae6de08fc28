import { jestConfig } from '../../jest.base.mjs';

export default jestConfig({
  displayName: 'web',
  moduleNameMapper: { '\\.css$': '<rootDir>/src/testing/classes.mjs' },
});
