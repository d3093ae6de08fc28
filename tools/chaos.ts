// `npm run chaos`: workers are killed and frozen in the middle of their calls, again and again. The product must do
// every follow once and lose none; two designs that are broken on purpose must be caught, or this proves nothing.
import { startBroken } from './chaos/broken.ts';
import { BROKEN } from './chaos/broken-designs.ts';
import { type Options, readOptions, USAGE } from './chaos/options.ts';
import { type PlannedRound, planRounds } from './chaos/plan.ts';
import { startProduct } from './chaos/product.ts';
import { Random } from './chaos/random.ts';
import { runRound } from './chaos/round.ts';
import type { Trial } from './chaos/trial.ts';
import { faultsOf, praiseOf, type Row, tableOf } from './chaos/verdict.ts';
import { ensureBuilt } from './lib/build.ts';
import { type Help, Refusal, runTool, say } from './lib/say.ts';

let current: Promise<Trial> | undefined;

const start = ({ design, workers }: PlannedRound, { accounts, follows }: Options): Promise<Trial> =>
  design === 'product'
    ? startProduct({ workers, accounts, follows })
    : startBroken(BROKEN[design], { accounts, follows });

const stopCurrent = async (): Promise<void> => {
  const trial = current;
  current = undefined;
  // A design that failed to start has ended itself.
  await (await trial?.catch(() => undefined))?.stop();
};

const run = async (options: Options): Promise<Row[]> => {
  await ensureBuilt();
  const rows: Row[] = [];
  for (const [index, planned] of planRounds(options).entries()) {
    const { design, workers, kills, freezes } = planned;
    if (kills === 0 && freezes === 0) continue;
    const name = `${design}, ${workers} worker${workers === 1 ? '' : 's'}`;
    say(`${name}: ${kills} kills, ${freezes} freezes; ${options.accounts} accounts with jobs of ${options.follows}`);
    current = start(planned, options);
    // Every round has its own random seed, so that it can be repeated alone.
    const random = new Random(options.seed + index);
    const round = await runRound(await current, { kills, freezes, random, tell: (line) => say(`  ${name}: ${line}`) });
    rows.push({ ...planned, ...round });
    await stopCurrent();
  }
  return rows;
};

/** Rejects when the run is interrupted. */
const interrupted = (): Promise<never> =>
  new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => reject(new Refusal('Stopped.')));
  });

const HELP: Help = {
  about: 'Kills and freezes workers in the middle of their calls; every follow must be done once and none lost.',
  usage: [USAGE],
  notes: [
    'retry and at-once are designs that are broken on purpose: they must be caught.',
    '--kills is counted over the rounds of the product, --follows of one job, --accounts work at once.',
    '--seed repeats the chance of an earlier run, which prints it.',
  ],
};

await runTool(HELP, async (args) => {
  const options = readOptions(args);
  say(`Seed ${options.seed}.`);
  try {
    const rows = await Promise.race([run(options), interrupted()]);
    const faults = faultsOf(rows);
    const words = faults.length > 0 ? faults.join('\n') : praiseOf(rows);
    process.stdout.write(`\n${tableOf(rows)}\n\n${words}\n`);
    return faults.length > 0 ? 1 : 0;
  } finally {
    await stopCurrent();
  }
});
