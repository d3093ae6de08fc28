// `npm run figures`: measures the promised numbers; with names of figures, only those. Ends with 1 if a bound is
// missed.
import { auditFigure } from './figures/audit.ts';
import type { Figure } from './figures/figure.ts';
import { guessesFigure } from './figures/guesses.ts';
import { timingFigure } from './figures/login-timing.ts';
import { quotaFigure } from './figures/quota.ts';
import { refreshFigure } from './figures/refresh-races.ts';
import { rotationFigure } from './figures/rotation.ts';
import { sealsFigure } from './figures/seals.ts';
import { stopCurrent } from './figures/stack.ts';
import { ensureBuilt } from './lib/build.ts';
import { type Help, misuse, Refusal, runTool, wordsOf } from './lib/say.ts';

const FIGURES: Readonly<Record<string, () => Promise<Figure>>> = {
  refresh: () => refreshFigure(),
  timing: () => timingFigure(),
  guesses: () => guessesFigure(),
  quota: quotaFigure,
  audit: auditFigure,
  seals: sealsFigure,
  rotation: () => rotationFigure(),
};

const run = async (names: readonly string[]): Promise<number> => {
  await ensureBuilt();
  let missed = 0;
  for (const name of names) {
    const { lines = [], ok = false } = (await FIGURES[name]?.()) ?? {};
    process.stdout.write(`${lines.join('\n')}\n`);
    if (!ok) missed += 1;
  }
  return missed === 0 ? 0 : 1;
};

/** Rejects when the run is interrupted. */
const interrupted = (): Promise<never> =>
  new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => reject(new Refusal('Stopped.')));
  });

const names = Object.keys(FIGURES);
const HELP: Help = {
  about: 'Measures what was promised in numbers. Ends with 1 where a bound is missed.',
  usage: ['npm run figures', `npm run figures -- ${names.join(' | ')}`],
  notes: ['Several may be named; none, or all: all of them.'],
};

await runTool(HELP, async (args) => {
  const asked = wordsOf(HELP, args);
  const unknown = asked.find((name) => name !== 'all' && !names.includes(name));
  if (unknown !== undefined) throw misuse(HELP, `There is no figure named ${unknown}.`);
  const all = asked.length === 0 || asked.includes('all');
  try {
    return await Promise.race([run(all ? names : asked), interrupted()]);
  } finally {
    await stopCurrent();
  }
});
