import { RuleTester } from 'eslint';
import { confinedImport } from './confined-import.mjs';
import { layers } from './layers.mjs';
import { moduleDoors } from './module-doors.mjs';
import { noAmbient } from './no-ambient.mjs';
import { webZones } from './web-zones.mjs';

const tester = new RuleTester({ languageOptions: { ecmaVersion: 'latest', sourceType: 'module' } });
const api = (path) => `/repo/apps/api/src/${path}`;
const web = (path) => `/repo/apps/web/src/${path}`;

const confined = [
  {
    imports: [
      { source: 'typeorm', only: ['.repository.ts', '/platform/database/'] },
      { source: 'node:crypto', names: ['createCipheriv'], only: ['/platform/crypto/'] },
      { source: '@pacekeeper/testing', only: [] },
    ],
  },
];

tester.run('confined-import', confinedImport, {
  valid: [
    { code: `import { In } from 'typeorm'`, filename: api('modules/bot/jobs.repository.ts'), options: confined },
    {
      code: `import { randomUUID } from 'node:crypto'`,
      filename: api('modules/bot/jobs.service.ts'),
      options: confined,
    },
    {
      code: `import { createCipheriv } from 'node:crypto'`,
      filename: api('platform/crypto/sealing.ts'),
      options: confined,
    },
  ],
  invalid: [
    {
      code: `import { In } from 'typeorm'`,
      filename: api('modules/bot/jobs.service.ts'),
      options: confined,
      errors: 1,
    },
    { code: `import 'typeorm/browser'`, filename: api('modules/bot/jobs.service.ts'), options: confined, errors: 1 },
    { code: `await import('typeorm')`, filename: api('modules/bot/jobs.service.ts'), options: confined, errors: 1 },
    { code: `export * from 'typeorm'`, filename: api('modules/bot/index.ts'), options: confined, errors: 1 },
    {
      code: `import { createCipheriv } from 'node:crypto'`,
      filename: api('modules/x/x.service.ts'),
      options: confined,
      errors: 1,
    },
    { code: `import * as c from 'node:crypto'`, filename: api('modules/x/x.service.ts'), options: confined, errors: 1 },
    {
      code: `import { Given } from '@pacekeeper/testing'`,
      filename: api('modules/x/x.service.ts'),
      options: confined,
      errors: 1,
    },
  ],
});

tester.run('module-doors', moduleDoors, {
  valid: [
    { code: `import { A } from '../users/index.ts'`, filename: api('modules/auth/auth.service.ts') },
    { code: `import { A } from './deep/thing.ts'`, filename: api('modules/auth/auth.service.ts') },
    { code: `import { A } from './modules/auth/index.ts'`, filename: api('app.module.ts') },
    { code: `import { A } from '../../platform/clock/clock.ts'`, filename: api('modules/auth/auth.service.ts') },
  ],
  invalid: [
    {
      code: `import { A } from '../users/users.service.ts'`,
      filename: api('modules/auth/auth.service.ts'),
      errors: [{ messageId: 'door' }],
    },
    {
      code: `import { A } from './modules/auth/auth.module.ts'`,
      filename: api('app.module.ts'),
      errors: [{ messageId: 'door' }],
    },
    {
      code: `import { A } from '../../modules/auth/index.ts'`,
      filename: api('platform/http/x.ts'),
      errors: [{ messageId: 'platform' }],
    },
  ],
});

tester.run('layers', layers, {
  valid: [
    { code: `import { S } from './x.service.ts'`, filename: api('modules/x/x.controller.ts') },
    { code: `import { R } from './x.repository.ts'`, filename: api('modules/x/x.service.ts') },
    { code: `import { E } from './x.entity.ts'`, filename: api('modules/x/x.repository.ts') },
  ],
  invalid: [
    { code: `import { R } from './x.repository.ts'`, filename: api('modules/x/x.controller.ts'), errors: 1 },
    { code: `import { S } from './x.service.ts'`, filename: api('modules/x/x.repository.ts'), errors: 1 },
    { code: `import { C } from './x.controller.ts'`, filename: api('modules/x/x.service.ts'), errors: 1 },
    { code: `import { S } from './x.service.ts'`, filename: api('modules/x/x.entity.ts'), errors: 1 },
  ],
});

const ambient = [{ time: ['/platform/clock/'], env: ['/platform/config/'] }];
tester.run('no-ambient', noAmbient, {
  valid: [
    { code: 'Date.now()', filename: api('platform/clock/clock.ts'), options: ambient },
    { code: 'process.env.X', filename: api('platform/config/config.ts'), options: ambient },
    { code: 'new Date(5); process.exit(1)', filename: api('modules/x/x.service.ts'), options: ambient },
  ],
  invalid: [
    { code: 'Date.now()', filename: api('modules/x/x.service.ts'), options: ambient, errors: 1 },
    { code: 'new Date()', filename: api('modules/x/x.service.ts'), options: ambient, errors: 1 },
    { code: 'Math.random()', filename: api('modules/x/x.service.ts'), options: ambient, errors: 1 },
    { code: 'process.env.X', filename: api('platform/clock/clock.ts'), options: ambient, errors: 1 },
  ],
});

tester.run('web-zones', webZones, {
  valid: [
    { code: `import { A } from '../../../lib/x.ts'`, filename: web('features/bot/api/x.ts') },
    { code: `import { A } from '../features/bot/x.ts'`, filename: web('app/router.tsx') },
    { code: `import { A } from '../../components/y.tsx'`, filename: web('features/bot/x.tsx') },
  ],
  invalid: [
    {
      code: `import { A } from '../other/x.ts'`,
      filename: web('features/bot/x.ts'),
      errors: [{ messageId: 'feature' }],
    },
    {
      code: `import { A } from '../features/bot/x.ts'`,
      filename: web('components/x.tsx'),
      errors: [{ messageId: 'up' }],
    },
    { code: `import { A } from '../app/x.ts'`, filename: web('lib/x.ts'), errors: [{ messageId: 'up' }] },
  ],
});
