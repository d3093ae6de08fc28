// `npm run docs -- check`: holds the documents against the repository. `npm run docs -- write` writes what is generated.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/paths.ts';
import { type Help, misuse, runTool, wordsOf } from './lib/say.ts';

const HELP: Help = {
  about: 'Holds the documents against the repository. Ends with 1 where they do not agree.',
  usage: ['npm run docs -- check', 'npm run docs -- write'],
  notes: [
    'check   links, codes, counts, variables, routes, decisions, plain English, and that a test runs each command',
    'write   the table of routes in docs/api.md',
  ],
};

await runTool(HELP, async (args) => {
  const [command, ...more] = wordsOf(HELP, args);
  if (more.length > 0 || (command !== 'check' && command !== 'write'))
    throw misuse(HELP, command ? 'That is not known here.' : 'What to do?');
  // Needs development packages; --help needs none.
  const { API_DOCUMENT, checkDocuments, writtenApi } = await import('./documents/check.ts');
  if (command === 'write') {
    writeFileSync(join(ROOT, API_DOCUMENT), await writtenApi());
    return 0;
  }
  const { figures, problems } = await checkDocuments();
  const lines = [...figures, ...problems.map((problem) => `WRONG           ${problem}`)];
  process.stdout.write(`${lines.join('\n')}\n`);
  return problems.length === 0 ? 0 : 1;
});
