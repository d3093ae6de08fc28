// `npm run audit -- verify [HASH]`: checks the audit log as its owner, without the database's own function, and reports
// whether it is complete; with the hash of an earlier day, also whether the entries up to it are unchanged.
import { readChain } from './lib/audit-chain.ts';
import { asOwner } from './lib/owner.ts';
import { type Help, misuse, runTool, wordsOf } from './lib/say.ts';

const HELP: Help = {
  about: 'Goes through the audit log as its owner and says whether it is whole. Ends with 1 where it is not.',
  usage: ['npm run audit -- verify [HASH]'],
  notes: [
    'HASH, the head hash of an earlier day (64 hex digits): whether its entry still stands.',
    "Uses the database under DATA_DIR, or the owner's connection in MIGRATION_DATABASE_URL.",
  ],
};
const HASH = /^[0-9a-f]{64}$/;

await runTool(HELP, async (args) => {
  const [command, known = null, ...more] = wordsOf(HELP, args);
  if (command !== 'verify' || more.length > 0) throw misuse(HELP, command ? 'That is not known here.' : 'What to do?');
  if (known !== null && !HASH.test(known)) throw misuse(HELP, 'HASH must have 64 hex digits.');
  const { entries, headHash, brokenAt, knownAt } = await asOwner((url) => readChain(url, known));
  const lines = [`entries    ${entries}`, `head hash  ${headHash ?? 'missing'}`];
  if (brokenAt !== null)
    lines.push(`BROKEN at entry ${brokenAt}: it was changed, or what stood there or before it is missing`);
  else lines.push('whole      every entry is as it was written, and none is missing');
  if (known !== null)
    lines.push(
      knownAt === null ? `MISSING    no entry has the hash ${known}` : `known      entry ${knownAt} has that hash`,
    );
  process.stdout.write(`${lines.join('\n')}\n`);
  return brokenAt === null && (known === null || knownAt !== null) ? 0 : 1;
});
