import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, it } from '@jest/globals';
import { RuleTester } from 'eslint';
import { confinedImport } from './confined-import.mjs';
import { layers } from './layers.mjs';
import { moduleDoors } from './module-doors.mjs';
import { noAmbient } from './no-ambient.mjs';
import { webZones } from './web-zones.mjs';

Object.assign(RuleTester, { afterAll, describe, it, itOnly: it });
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
    { code: `import { C } from './x.controller.ts'`, filename: api('modules/x/words.ts'), errors: 1 },
  ],
});

// Files whose names say no layer are read: what they are follows from what they do.
const folder = mkdtempSync(join(tmpdir(), 'pacekeeper-layers-'));
afterAll(() => rmSync(folder, { recursive: true }));
const inFolder = (path, text = '') => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  return join(folder, path);
};
inFolder('x/words.ts', `export const words = 1;`);
inFolder('x/starter.ts', `import { R } from './x.repository.ts';\nexport class Starter {}`);
inFolder('x/far.ts', `import {\n  Starter,\n} from './starter.ts';`);
inFolder('x/circle.ts', `import { round } from './round.ts';`);
inFolder('x/round.ts', `import { circle } from './circle.ts';\nexport * from './far.ts';`);
inFolder('x/shapes.ts', `import type { S } from './x.service.ts';\nexport type Shape = S;`);
inFolder('x/pages.ts', `@Controller('pages')\nexport class Pages {}`);
inFolder('x/x.module.ts', `import { Pages } from './pages.ts';`);

tester.run('layers, of files whose names say none', layers, {
  valid: [
    { code: `import { words } from './words.ts'`, filename: inFolder('x/x.repository.ts') },
    { code: `import { Shape } from './shapes.ts'`, filename: inFolder('x/x.repository.ts') },
    { code: `import { Starter } from './starter.ts'`, filename: inFolder('x/x.controller.ts') },
    { code: `import { Starter } from './starter.ts'`, filename: inFolder('x/x.service.ts') },
    { code: `import { XModule } from './x.module.ts'`, filename: inFolder('x/other.ts') },
    { code: `import { Pages } from './pages.ts'`, filename: inFolder('x/x.module.ts') },
    { code: `import { Pages } from './pages.ts'`, filename: inFolder('x/x.providers.ts') },
    { code: `export * from './pages.ts'`, filename: inFolder('x/index.ts') },
  ],
  invalid: ['starter', 'far', 'circle', 'round']
    .flatMap((name) =>
      ['repository', 'entity', 'mapper'].map((layer) => ({
        code: `import { it } from './${name}.ts'`,
        filename: inFolder(`x/x.${layer}.ts`),
        errors: [{ messageId: 'layer', data: { from: layer, to: 'service' } }],
      })),
    )
    .concat(
      ['x.service', 'x.controller', 'x.repository', 'other'].map((name) => ({
        code: `import { Pages } from './pages.ts'`,
        filename: inFolder(`x/${name}.ts`),
        errors: 1,
      })),
    ),
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
