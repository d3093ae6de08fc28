// `npm run bench`: the figures of the product as ratios against something bare, measured in the same run.
import { ensureBuilt } from './lib/build.ts';
import { type Help, misuse, runTool, wordsOf } from './lib/say.ts';

const BENCHES: Readonly<Record<string, () => Promise<string[]>>> = {
  // Loaded when they run: they need development packages, and --help needs none.
  actions: async () => (await import('./bench/actions.ts')).benchActions(),
  reads: async () => (await import('./bench/reads.ts')).benchReads(),
  reservations: async () => (await import('./bench/reservations.ts')).benchReservations(),
  'sign-ins': async () => (await import('./bench/sign-ins.ts')).benchSignIns(),
};

const HELP: Help = {
  about: 'Measures the product as ratios against something bare, in the same run.',
  usage: ['npm run bench', `npm run bench -- ${Object.keys(BENCHES).join(' | ')}`],
  notes: ['Several may be named; none: all of them.'],
};

await runTool(HELP, async (args) => {
  const wanted = wordsOf(HELP, args);
  const unknown = wanted.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown !== undefined) throw misuse(HELP, `There is no bench named ${unknown}.`);
  await ensureBuilt();
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const line of await bench()) process.stdout.write(`${line}\n`);
  }
  return 0;
});
