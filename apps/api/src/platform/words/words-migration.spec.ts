import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ERRORS, type Message, MESSAGE_SYMBOLS, say, sayError } from '@pacekeeper/contracts';
import { migrate } from '@pacekeeper/database-tools';
import { createTestDatabase, Given, type TestDatabase } from '@pacekeeper/testing';
import { PATHS } from '../config/root.ts';
import { toColumns, wordsOfColumns } from './stored-words.ts';

/** This migration and those behind it. */
const STEPS = readdirSync(PATHS.migrations).filter((name) => name.endsWith('.sql') && name >= '0014').length;

let database: TestDatabase;
let given: Given;
beforeAll(async () => {
  database = await createTestDatabase();
  given = new Given(database.ownerUrl);
});
afterAll(async () => {
  await given.close();
  await database.drop();
});

const run = (direction: 'up' | 'down') =>
  migrate({
    connection: database.ownerUrl,
    directory: PATHS.migrations,
    direction,
    count: STEPS,
    log: () => undefined,
  });

const messages: ReadonlyArray<readonly [Message, string]> = [
  [say('bot.started', { account: 'anna {error} 100%' }), 'The bot of @anna {error} 100% was started.'],
  [
    say('account.connect_failed', { account: 'anna', error: sayError('INSTAGRAM_BAD_PASSWORD') }),
    `Could not connect @anna. ${ERRORS.INSTAGRAM_BAD_PASSWORD.message}`,
  ],
  [
    say('job.created', { action: 'follow', amount: 20, source: 'hashtag', of: 'reise' }),
    'Asked for 20 times follow from hashtag reise.',
  ],
  [
    say('limits.wished', { limits: { follow: 12, like: null } }),
    'You set your own daily limits: like as allowed, 12 follow.',
  ],
  [say('job.paused'), 'The job was paused.'],
];

describe('the migration to symbols', () => {
  it('keeps sentences as they are, gives symbols a sentence on the way down, and goes up again', async () => {
    for (const { code, title, message, cause, ...entry } of Object.values(ERRORS)) {
      await given.sql(
        `INSERT INTO error_codes (code, symbol, module, severity, http_status, title, message, cause, side, steps, clears_by_itself)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`,
        [
          code,
          Object.entries(ERRORS).find(([, one]) => one.code === code)?.[0],
          entry.module,
          entry.severity,
          entry.status,
          title,
          message,
          cause,
          entry.side,
          entry.steps,
          entry.clears_by_itself,
        ],
      );
    }
    const user = await given.user();
    const account = await given.account(user.id);
    const job = await given.job(user.id, account.id);
    const logged = async () =>
      (
        await given.sql<{ message: string | null; message_symbol?: string | null; params?: unknown }>(
          'SELECT * FROM activity_logs WHERE user_id = $1 ORDER BY id',
          [user.id],
        )
      ).map(({ message, message_symbol: symbol, params }) => wordsOfColumns(message, symbol ?? null, params)?.text);

    await run('down');
    await given.sql(
      `INSERT INTO activity_logs (user_id, action, status, message) VALUES ($1, 'x', 'info', 'Old {words}.')`,
      [user.id],
    );
    await given.sql(
      `UPDATE bot_jobs SET state = 'waiting', waiting_reason = 'An old reason.', last_error_code = $2,
         last_error_message = 'An old error.', last_error_at = now() WHERE id = $1`,
      [job.id, ERRORS.ACTION_BLOCKED.code],
    );
    await run('up');
    expect(await logged()).toEqual(['Old {words}.']);
    expect(await given.sql('SELECT waiting_reason, last_error_message FROM bot_jobs WHERE id = $1', [job.id])).toEqual([
      { waiting_reason: 'An old reason.', last_error_message: 'An old error.' },
    ]);

    for (const [message] of messages) {
      const { symbol, params } = toColumns(message);
      await given.sql(
        `INSERT INTO activity_logs (user_id, action, status, message_symbol, params) VALUES ($1, 'x', 'info', $2, $3)`,
        [user.id, symbol, params],
      );
    }
    await given.sql(
      `UPDATE bot_jobs SET waiting_reason = NULL, waiting_symbol = 'bot_stopped',
         waiting_params = '{"because": "not_connected"}' WHERE id = $1`,
      [job.id],
    );
    await run('down');
    const sentences = ['Old {words}.', ...messages.map(([, sentence]) => sentence)];
    expect(await logged()).toEqual(sentences);
    expect(await given.sql('SELECT state, waiting_reason FROM bot_jobs WHERE id = $1', [job.id])).toEqual([
      { state: 'waiting', waiting_reason: 'The account is not connected.' },
    ]);
    await run('up');
    expect(await logged()).toEqual(sentences);
  });

  it('leaves no row without a sentence, whatever its symbol', async () => {
    const user = await given.user();
    for (const symbol of [...MESSAGE_SYMBOLS, 'of.another_version']) {
      await given.sql(
        `INSERT INTO activity_logs (user_id, action, status, message_symbol, params) VALUES ($1, 'x', 'info', $2, $3)`,
        [user.id, symbol, symbol === 'quota' ? null : '{"error": {"symbol": "NONE"}, "limits": {}}'],
      );
    }
    await run('down');
    const [row] = await given.sql(
      `SELECT count(*)::int AS rows, count(*) FILTER (WHERE message ~ '\\S')::int AS said
       FROM activity_logs WHERE user_id = $1`,
      [user.id],
    );
    expect(row).toEqual({ rows: MESSAGE_SYMBOLS.length + 1, said: MESSAGE_SYMBOLS.length + 1 });
    await run('up');
  });

  it('leaves no function of the database that writes a sentence', async () => {
    expect(
      await given.sql(
        `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
           AND (prosrc ~ 'activity_logs \\([^)]*\\mmessage\\M' OR prosrc ~ '(waiting_reason|last_error_message) = ''')`,
      ),
    ).toEqual([]);
  });

  it('takes a row with a sentence or a symbol, not with both or neither', async () => {
    const user = await given.user();
    for (const [message, symbol] of [
      [null, null],
      ['A sentence.', 'job.paused'],
    ]) {
      await expect(
        given.sql(
          `INSERT INTO activity_logs (user_id, action, status, message, message_symbol) VALUES ($1, 'x', 'info', $2, $3)`,
          [user.id, message, symbol],
        ),
      ).rejects.toMatchObject({ constraint: 'activity_logs_words_check' });
    }
  });
});
