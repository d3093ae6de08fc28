// `npm run bench`: the figures of the product as ratios against something bare, measured in the same run.
import { benchActions } from './bench/actions.ts';
import { benchReads } from './bench/reads.ts';
import { benchReservations } from './bench/reservations.ts';
import { benchSignIns } from './bench/sign-ins.ts';
import { ensureBuilt } from './lib/build.ts';
import { type Help, misuse, runTool, wordsOf } from './lib/say.ts';

const BENCHES: Readonly<Record<string, () => Promise<string[]>>> = {
  actions: benchActions,
  reads: benchReads,
  reservations: benchReservations,
  'sign-ins': benchSignIns,
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
