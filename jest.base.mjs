// The jest configuration of every project: TypeScript and decorator metadata through SWC, ES modules.
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2024',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true, tsx: false },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
};

/**
 * Spec files inside jest's own module system (run with `node --experimental-vm-modules`): for what runs in browsers,
 * where an environment such as jsdom is part of the test.
 * @type {(overrides?: import('jest').Config) => import('jest').Config}
 */
export const jestConfig = (overrides = {}) => ({
  testEnvironment: 'node',
  // Only a test that hangs takes this long, however busy the machine is.
  testTimeout: 240_000,
  cacheDirectory: `${import.meta.dirname}/node_modules/.cache/jest`,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/src/**/*.spec.tsx'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', swc],
    '^.+\\.tsx$': [
      '@swc/jest',
      {
        ...swc,
        jsc: {
          ...swc.jsc,
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
  ...overrides,
});

/**
 * Spec files in Node's own module system: for what runs in Node.js. A process loads a module once for all of its spec
 * files (docs/decisions/0021-tests.md).
 * @type {(overrides?: import('jest').Config) => import('jest').Config}
 */
export const nodeConfig = (overrides = {}) =>
  jestConfig({
    runtime: `${import.meta.dirname}/tools/jest/runtime.mjs`,
    testEnvironment: `${import.meta.dirname}/tools/jest/environment.mjs`,
    injectGlobals: false,
    ...overrides,
  });
