// `npm run security -- check`: holds docs/security.md and its tables against the repository. Every row of the standard is
// answered once, every file that is named is there, and every test that is named is found in its file.
import { Refusal, runTool } from './lib/say.ts';
import { checkDocument } from './security/check.ts';

const USAGE = 'npm run security -- check';

await runTool(async () => {
  const [command, ...more] = process.argv.slice(2);
  if (command !== 'check' || more.length > 0) throw new Refusal(USAGE);
  const { figures, problems } = checkDocument();
  const lines = [...figures, ...problems.map((problem) => `BROKEN          ${problem}`)];
  process.stdout.write(`${lines.join('\n')}\n`);
  return problems.length === 0 ? 0 : 1;
});
