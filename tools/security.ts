// `npm run security -- check`: holds docs/security.md and its tables against the repository. Every row of the standard is
// answered once, every file that is named is there, and every test that is named is found in its file.
import { type Help, misuse, runTool, wordsOf } from './lib/say.ts';

const HELP: Help = {
  about: 'Holds docs/security.md and its tables against the repository. Ends with 1 where they do not agree.',
  usage: ['npm run security -- check'],
};

await runTool(HELP, async (args) => {
  const [command, ...more] = wordsOf(HELP, args);
  if (command !== 'check' || more.length > 0) throw misuse(HELP, command ? 'That is not known here.' : 'What to do?');
  // Needs development packages; --help needs none.
  const { checkDocument } = await import('./security/check.ts');
  const { figures, problems } = checkDocument();
  const lines = [...figures, ...problems.map((problem) => `BROKEN          ${problem}`)];
  process.stdout.write(`${lines.join('\n')}\n`);
  return problems.length === 0 ? 0 : 1;
});
