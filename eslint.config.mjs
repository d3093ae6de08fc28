import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import a11y from 'eslint-plugin-jsx-a11y-x';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import house from './tools/lint-rules/index.mjs';

const NODE_GLOBALS = [
  'Buffer',
  'URL',
  'clearInterval',
  'clearTimeout',
  'console',
  'fetch',
  'performance',
  'process',
  'setInterval',
  'setTimeout',
];

const NO_SKIPPING = [
  {
    selector: "CallExpression[callee.property.name='skip'][callee.object.name=/^(it|test|describe)$/]",
    message: 'No skipped tests.',
  },
  {
    selector: "CallExpression[callee.property.name='only'][callee.object.name=/^(it|test|describe)$/]",
    message: 'No focused tests.',
  },
];

const specs = ['**/*.spec.ts', '**/*.contract.ts', '**/*.spec.tsx', '**/testing/**/*.ts'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.data/**', 'coverage/**', 'tmp/**'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  prettier,
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    plugins: { '@nx': nx, house },
    languageOptions: { globals: Object.fromEntries(NODE_GLOBALS.map((name) => [name, 'readonly'])) },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // Who may import whom: projects by tag here, files inside the API by the house rules below.
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: ['../../jest.base.mjs', '../jest.base.mjs', '../../tools/jest/environment.mjs'],
          depConstraints: [
            { sourceTag: 'scope:contracts', onlyDependOnLibsWithTags: ['scope:contracts'] },
            { sourceTag: 'scope:database-tools', onlyDependOnLibsWithTags: ['scope:database-tools'] },
            {
              sourceTag: 'scope:testing',
              onlyDependOnLibsWithTags: ['scope:testing', 'scope:contracts', 'scope:database-tools'],
            },
            {
              sourceTag: 'scope:api',
              onlyDependOnLibsWithTags: ['scope:contracts', 'scope:database-tools', 'scope:testing'],
            },
            { sourceTag: 'scope:web', onlyDependOnLibsWithTags: ['scope:contracts'] },
            {
              sourceTag: 'scope:tools',
              onlyDependOnLibsWithTags: ['scope:contracts', 'scope:database-tools', 'scope:testing'],
            },
            { sourceTag: 'scope:simulator', onlyDependOnLibsWithTags: ['scope:simulator'] },
            {
              sourceTag: 'scope:e2e',
              onlyDependOnLibsWithTags: ['scope:testing', 'scope:contracts', 'scope:database-tools'],
            },
          ],
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', ...NO_SKIPPING],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // Whatever a decorator's metadata names is imported as a value.
    files: ['apps/api/src/**/*.ts'],
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
  },
  { files: ['**/*.ts', '**/*.tsx'], rules: { 'no-undef': 'off' } },
  {
    // What only types tell: a promise that nobody waits for, and a case of a union that nobody thought of.
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      // An event handler may be async where the rule above holds inside it.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['apps/api/src/**/*.ts'],
    ignores: specs,
    rules: {
      'house/confined-import': [
        'error',
        {
          imports: [
            { source: 'typeorm', only: ['.repository.ts', '.entity.ts', '/platform/database/'] },
            { source: '@pacekeeper/testing', only: [] },
            { source: '@pacekeeper/database-tools', only: ['/platform/database/'] },
            { source: 'instagram-private-api', only: ['/modules/instagram/'] },
            { source: 'pg-boss', only: ['/platform/queue/'] },
            { source: 'argon2', only: ['/platform/crypto/'] },
            {
              source: 'node:crypto',
              names: ['createCipheriv', 'createDecipheriv'],
              only: ['/platform/crypto/', '/modules/instagram/'],
            },
          ],
        },
      ],
      'house/module-doors': 'error',
      'house/layers': 'error',
      'house/no-ambient': ['error', { time: ['/platform/clock/'], env: ['/platform/config/'] }],
    },
  },
  { files: ['tools/**', 'apps/instagram-simulator/**', 'libs/database-tools/**'], rules: { 'no-console': 'off' } },
  { files: ['apps/web/src/**/*.ts', 'apps/web/src/**/*.tsx'], ...hooks.configs.flat.recommended },
  { files: ['apps/web/src/**/*.tsx'], ...a11y.configs.recommended },
  {
    files: ['apps/web/src/**/*.ts', 'apps/web/src/**/*.tsx'],
    rules: {
      'house/web-zones': 'error',
      // Text is drawn as text: what people and Instagram wrote never becomes markup.
      'no-restricted-syntax': [
        'error',
        ...NO_SKIPPING,
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Text is drawn as text.' },
        { selector: 'MemberExpression[property.name=/^(inner|outer)HTML$/]', message: 'Text is drawn as text.' },
      ],
    },
  },
);
