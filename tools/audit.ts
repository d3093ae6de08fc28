// `npm run audit -- verify [HASH]`: goes through the audit log as its owner, without the database's own function, and
// says whether it is whole; and with the hash of an earlier day, whether what stood then still stands.
import { readChain } from './lib/audit-chain.ts';
import { asOwner } from './lib/owner.ts';
import { Refusal, runTool } from './lib/say.ts';

const USAGE = 'npm run audit -- verify [HASH]';
const HASH = /^[0-9a-f]{64}$/;

await runTool(async () => {
  const [command, known = null, ...more] = process.argv.slice(2);
  if (command !== 'verify' || more.length > 0 || (known !== null && !HASH.test(known))) throw new Refusal(USAGE);
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
