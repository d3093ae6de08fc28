import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { say, sayError } from '@pacekeeper/contracts';
import { createTestDatabase, type TestDatabase } from '@pacekeeper/testing';
import pg from 'pg';
import { asMessage, asReason, toColumns, wordsOf, wordsOfColumns } from './stored-words.ts';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

describe('stored words', () => {
  it.each([
    ['plain', 'anna.berg', 'anna.berg'],
    ['emoji and quotes', `"it's" \\ 🎉 {account}`, `"it's" \\ 🎉 {account}`],
    ['a zero byte', 'an\0na', 'anna'],
    ['half a surrogate pair', 'an\ud83dna', 'an\ufffdna'],
  ])('survive the database with a parameter that has %s', async (_, account, kept) => {
    const { params } = toColumns(say('bot.started', { account }));
    const { rows } = await client.query<{ params: unknown }>('SELECT $1::jsonb AS params', [params]);
    expect(rows[0]?.params).toEqual({ account: kept });
    expect(wordsOfColumns(null, 'bot.started', rows[0]?.params)?.text).toBe(`The bot of @${kept} was started.`);
  });

  it('are read from a row with a symbol, and from one that has a sentence alone', () => {
    expect(wordsOfColumns(null, 'quota', {})).toEqual({
      text: "Today's limit is reached; it continues tomorrow.",
      symbol: 'quota',
      params: {},
    });
    expect(wordsOfColumns('The most for one hour is done.', null, null)).toEqual({
      text: 'The most for one hour is done.',
    });
    expect(wordsOfColumns(null, null, null)).toBeNull();
  });

  it('of a newer version are named, without their parameters', () => {
    expect(wordsOfColumns(null, 'post.published', { caption: 'x' })).toEqual({
      text: 'Written by another version of Pacekeeper (post.published).',
    });
  });

  it('are answered with what they are made of', () => {
    const error = sayError('ACTION_BLOCKED');
    const text = 'Instagram does not let this account do this for now.';
    const words = wordsOf(say('breaker', { error }));
    expect(asReason(words)).toEqual({ reason: text, reason_symbol: 'breaker', params: { error } });
    expect(asMessage(words)).toEqual({ message: text, message_symbol: 'breaker', params: { error } });
    expect(asMessage({ text: 'As it was.' })).toEqual({ message: 'As it was.' });
  });
});
