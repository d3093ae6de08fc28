// `npm run bench`: the figures of the product as ratios against something bare, measured in the same run.
import { benchActions } from './bench/actions.ts';
import { benchReads } from './bench/reads.ts';
import { benchReservations } from './bench/reservations.ts';
import { benchSignIns } from './bench/sign-ins.ts';
import { ensureBuilt } from './lib/build.ts';
import { runTool } from './lib/say.ts';

const BENCHES: Readonly<Record<string, () => Promise<string[]>>> = {
  actions: benchActions,
  reads: benchReads,
  reservations: benchReservations,
  'sign-ins': benchSignIns,
};

await runTool(async () => {
  await ensureBuilt();
  const wanted = process.argv.slice(2);
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const line of await bench()) process.stdout.write(`${line}\n`);
  }
  return 0;
});
