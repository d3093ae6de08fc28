// Loads spec files with Node's own module loader, in place of jest's copy of it inside a vm context. Each spec file is
// evaluated again, and so is what imports `@jest/globals`, since it may register hooks; everything else that it imports is
// evaluated once a process, as in the product.
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import JestRuntime from 'jest-runtime';

const require = createRequire(import.meta.url);

const GLOBALS_URL = 'jest-globals:current';
const CURRENT = Symbol.for('pacekeeper.jest-globals');
const NAMES = ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'expect', 'it', 'jest', 'test'];

/** `@jest/globals` for modules that outlive a spec file: each use reaches the spec file that runs now. */
const GLOBALS_SOURCE = `
  const CURRENT = Symbol.for('pacekeeper.jest-globals');
  const forward = (name) =>
    new Proxy(() => undefined, {
      get: (_, key) => globalThis[CURRENT][name][key],
      apply: (_, self, args) => Reflect.apply(globalThis[CURRENT][name], self, args),
    });
  ${NAMES.map((name) => `export const ${name} = forward('${name}');`).join('\n')}
`;

/** Of the files of this process; jest reads them when it prints a stack. */
const sourceMaps = new Map();
let transformer = null;
let runs = 0;

/** By file URL: whether a module of ours registers hooks or tests, or may. */
const ofTests = new Map();
const isOfTests = (url) => {
  if (!url.startsWith('file:') || !url.endsWith('.ts') || url.includes('/node_modules/')) return false;
  if (!ofTests.has(url)) ofTests.set(url, /from '@jest\/globals'/.test(readFileSync(fileURLToPath(url), 'utf8')));
  return ofTests.get(url);
};

const installHooks = () =>
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === '@jest/globals') return { url: GLOBALS_URL, shortCircuit: true };
      const resolved = next(specifier, context);
      return isOfTests(resolved.url) ? { ...resolved, url: `${resolved.url}?run=${runs}` } : resolved;
    },
    load: (url, context, next) => {
      if (url === GLOBALS_URL) return { format: 'module', source: GLOBALS_SOURCE, shortCircuit: true };
      if (!url.startsWith('file:') || !/\.ts(\?|$)/.test(url) || url.includes('/node_modules/'))
        return next(url, context);
      const options = { supportsStaticESM: true, supportsDynamicImport: true, supportsTopLevelAwait: true };
      const { code, sourceMapPath } = transformer.transform(fileURLToPath(url), options);
      if (sourceMapPath) sourceMaps.set(url, sourceMapPath);
      return { format: 'module', source: code, shortCircuit: true };
    },
  });

class NativeRuntime extends JestRuntime {
  constructor(...args) {
    super(...args);
    if (!transformer) installHooks();
    transformer = args[3];
  }

  /** Jest's framework keeps the state of one spec file in its module: it is loaded again for each. */
  requireInternalModule(from, to) {
    if (to || !from.includes(`${sep}jest-circus${sep}`)) return super.requireInternalModule(from, to);
    Reflect.deleteProperty(require.cache, from);
    Reflect.deleteProperty(globalThis, Symbol.for('EVENT_HANDLERS'));
    return require(from);
  }

  unstable_shouldLoadAsEsm(path) {
    return /\.(ts|mjs)$/.test(path) || super.unstable_shouldLoadAsEsm(path);
  }

  async unstable_importModule(from) {
    globalThis[CURRENT] = this.jestGlobals.cjsGlobals(from);
    runs += 1;
    return import(`${pathToFileURL(from).href}?run=${runs}`);
  }

  getSourceMaps() {
    return sourceMaps;
  }
}

export { NativeRuntime as 'module.exports' };
