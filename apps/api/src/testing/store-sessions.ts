// For figures: what bots do to their sessions when Instagram changes them with every answer. Opens, seals and stores
// the sessions of the given accounts over and over, through the vault and the repository that bots use, until its input
// ends; then says how often, and what went wrong.
import { AccountsRepository } from '../modules/accounts/accounts.repository.ts';
import { SessionVault } from '../modules/accounts/session-vault.ts';
import { sealingKeysFromEnvironment, keysNow } from '../platform/config/sealing-keys.ts';
import { SealingBox } from '../platform/crypto/sealing.ts';
import { createDataSource } from '../platform/database/data-source.ts';
import { Database } from '../platform/database/database.ts';

interface Input {
  readonly appUrl: string;
  readonly accounts: ReadonlyArray<{ readonly userId: string; readonly accountId: string }>;
}

const LANES = 4;
/** As often as the product looks for new keys, milliseconds. */
const LOOK_MS = 1_000;

const { appUrl, accounts } = JSON.parse(process.argv[2] ?? '') as Input;
const { keys, file } = sealingKeysFromEnvironment();
const box = new SealingBox(keys, () => keysNow(file));
setInterval(() => box.use(keysNow(file) ?? keys), LOOK_MS).unref();
const source = createDataSource({ url: appUrl, applicationName: 'store-sessions', entities: [], poolSize: LANES });
await source.initialize();
const [db, vault, repository] = [new Database(source), new SessionVault(box), new AccountsRepository()];

let ended = false;
process.stdin.resume().once('end', () => (ended = true));
const outcome = { stored: 0, failed: 0, why: '' };

const store = (userId: string, accountId: string): Promise<void> =>
  db.asUser(userId, async (tx) => {
    const row = await repository.findSealedSession(tx, accountId, { purpose: 'turn' });
    if (!row) throw new TypeError('the session is gone');
    const context = { purpose: 'session', userId, rowId: accountId } as const;
    await repository.storeSession(tx, accountId, vault.seal(vault.open(row, 'session'), context));
  });

const lane = async (own: Input['accounts']): Promise<void> => {
  while (!ended) {
    for (const { userId, accountId } of own) {
      await store(userId, accountId).then(
        () => (outcome.stored += 1),
        (error: unknown) => {
          outcome.failed += 1;
          outcome.why = String(error);
        },
      );
    }
  }
};

process.stdout.write('ready\n');
await Promise.all(Array.from({ length: LANES }, (_, turn) => lane(accounts.filter((_, at) => at % LANES === turn))));
await source.destroy();
process.stdout.write(`${JSON.stringify(outcome)}\n`);
process.exit(0);
