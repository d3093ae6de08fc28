// The process behind `npm run keys -- status | rotate [BATCH] | check | add | remove ID`. It runs from its source, beside
// processes that are at work, with the owner's connection (MIGRATION_DATABASE_URL) and the keys that those have.
import pg from 'pg';
import { ConfigError } from './platform/config/config-error.ts';
import { ownerUrlFromEnvironment } from './platform/config/from-environment.ts';
import { addSealingKey, removeSealingKey } from './platform/config/generated-keys.ts';
import { type KnownKeys, sealingKeysFromEnvironment } from './platform/config/sealing-keys.ts';
import { type KeyCount, type Progress, Resealing, type Unreadable } from './platform/crypto/resealing.ts';
import { SealingBox } from './platform/crypto/sealing.ts';
import { SEALED_PLACES } from './sealed-places.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** What a person got wrong: a line, and the end with 1. */
class Refused extends Error {}

const inEnvironment = (known: KnownKeys, first: string) => {
  if (known.file !== null) return known.file;
  throw new Refused(`The keys are in ENCRYPTION_KEYS, which only you can change. ${first}`);
};

/** Table lines: how many values each key seals. Keys that are not configured here are marked. */
const tableOf = (counts: readonly KeyCount[], { keys }: KnownKeys): string[] => {
  const known = keys.map(({ id }) => id);
  const unknown = counts.map(({ keyId }) => keyId).filter((id) => !known.includes(id));
  const width = Math.max(...[...known, ...unknown].map((id) => id.length));
  return [...new Set([...known, ...unknown])].map((id) => {
    const of = counts.filter(({ keyId }) => keyId === id).map(({ place, count }) => `${count} ${place}`);
    const note = id === known[0] ? ' (newest)' : known.includes(id) ? '' : ' (this key is not configured)';
    return `${id.padEnd(width)}  ${of.join(', ') || 'nothing'}${note}`;
  });
};

const tellUnreadable = (unreadable: readonly Unreadable[]): void => {
  if (unreadable.length === 0) return;
  say(`${unreadable.length} values cannot be opened: their key is not configured, or they were changed. They stay.`);
  for (const { place, row, keyId } of unreadable.slice(0, 20)) say(`  ${place}: ${row} on ${keyId}`);
};

let told = '';
const tellProgress = ({ place, done, of }: Progress): void => {
  const line = `${place}: ${done} of ${of} (${Math.floor((100 * done) / of)} %)`;
  if (line !== told) say((told = line));
};

const status = async (resealing: Resealing, known: KnownKeys): Promise<number> => {
  const counts = await resealing.counts();
  for (const line of tableOf(counts, known)) say(line);
  const ids = new Set(known.keys.map(({ id }) => id));
  return counts.every(({ keyId }) => ids.has(keyId)) ? 0 : 1;
};

const rotate = async (resealing: Resealing, known: KnownKeys): Promise<number> => {
  const { resealed, unreadable, stillOld } = await resealing.run();
  say(`${resealed} values sealed anew with ${known.keys[0].id}.`);
  tellUnreadable(unreadable);
  if (stillOld > 0) {
    say(
      `${stillOld} values came back on an older key: some process still seals with it. Restart it, then run this again.`,
    );
  }
  for (const line of tableOf(await resealing.counts(), known)) say(line);
  return unreadable.length === 0 && stillOld === 0 ? 0 : 1;
};

const check = async (resealing: Resealing): Promise<number> => {
  const { opened, unreadable } = await resealing.check();
  say(`${opened} values open, ${unreadable.length} do not.`);
  tellUnreadable(unreadable);
  return unreadable.length === 0 ? 0 : 1;
};

const add = (known: KnownKeys): number => {
  const id = addSealingKey(
    inEnvironment(known, 'npm run keys makes a key; docs/decisions/0015-keys.md has the order.'),
  );
  say(`${id} is the newest key now. What runs takes it up within seconds; npm run keys -- rotate seals the rest anew.`);
  return 0;
};

const remove = async (resealing: Resealing, known: KnownKeys, id: string): Promise<number> => {
  const used = (await resealing.counts()).filter(({ keyId }) => keyId === id);
  if (used.length > 0) {
    throw new Refused(
      `${id} still seals ${used.map(({ place, count }) => `${count} ${place}`).join(', ')}: rotate first.`,
    );
  }
  const file = inEnvironment(known, `Nothing is sealed with ${id}: it may leave the list.`);
  if (!removeSealingKey(file, id)) throw new Refused(`There is no older key named ${id}.`);
  say(`${id} is removed.`);
  return 0;
};

/** Values in one statement, 1 to 1000; undefined: as many as Resealing likes. */
const batchOf = (text: string): number | undefined => {
  if (text === '') return undefined;
  if (/^([1-9]\d{0,2}|1000)$/.test(text)) return Number(text);
  throw new Refused('The batch must be a whole number from 1 to 1000.');
};

const perform = (client: pg.Client, known: KnownKeys, [command, id = '']: readonly string[]): Promise<number> => {
  const batch = command === 'rotate' ? batchOf(id) : undefined;
  const options = { onProgress: tellProgress, ...(batch === undefined ? {} : { batch }) };
  const resealing = new Resealing(client, new SealingBox(known.keys), SEALED_PLACES, options);
  switch (command) {
    case 'status':
      return status(resealing, known);
    case 'rotate':
      return rotate(resealing, known);
    case 'check':
      return check(resealing);
    case 'remove':
      return remove(resealing, known, id);
    default:
      throw new Refused('npm run keys -- status | rotate | check | add | remove ID');
  }
};

const run = async (args: readonly string[]): Promise<number> => {
  const known = sealingKeysFromEnvironment();
  if (args[0] === 'add') return add(known);
  const client = new pg.Client({ connectionString: ownerUrlFromEnvironment(), application_name: 'pacekeeper-keys' });
  await client.connect();
  try {
    return await perform(client, known, args);
  } finally {
    await client.end();
  }
};

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refused) && !(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
