import { describe, expect, it } from '@jest/globals';
import { migrationsFolder, migrationText, someMigrations, someNames } from '../testing/migrations.ts';
import { migrationNames, textProblem } from './files.ts';

const good = migrationText('SELECT 1;', 'SELECT 2;');

describe('migrationNames', () => {
  it('answers them in order, and does not look at other files', () => {
    const folder = migrationsFolder({ ...someMigrations, 'README.md': 'about', '.0003_hidden.sql': 'x' });
    expect(migrationNames(folder)).toEqual(someNames);
  });

  it.each([
    { name: 'an odd name', files: { 'first.sql': good }, says: 'first.sql' },
    { name: 'capitals', files: { '0000_First.sql': good }, says: '0000_First.sql' },
    { name: 'a quote in the name', files: { "0000_it's.sql": good }, says: 'not named like' },
    { name: 'the same number twice', files: { '0001_a.sql': good, '0001_b.sql': good }, says: 'number' },
    { name: 'a text without parts', files: { '0001_a.sql': 'SELECT 1;' }, says: '-- Up Migration' },
  ])('refuses $name', ({ files, says }) => {
    const folder = migrationsFolder(Object.fromEntries(Object.entries(files)));
    expect(() => migrationNames(folder)).toThrow(
      expect.objectContaining({ code: 'MIGRATION_INVALID', message: expect.stringContaining(says) }),
    );
  });

  it('refuses a folder that is not there', () => {
    expect(() => migrationNames('/no/such/folder')).toThrow(expect.objectContaining({ code: 'MIGRATION_INVALID' }));
  });
});

describe('textProblem', () => {
  it.each([
    { name: 'both parts', text: good, says: undefined },
    { name: 'other spellings', text: '-- up migration\n--Down Migration: drops it', says: undefined },
    { name: 'no down', text: '-- Up Migration\nSELECT 1;', says: /needs one line/ },
    { name: 'no up', text: 'SELECT 1;\n-- Down Migration', says: /needs one line/ },
    { name: 'the wrong order', text: '-- Down Migration\n-- Up Migration', says: /before its up part/ },
    { name: 'a remark like a part', text: `${good}\n-- Up migration again`, says: /more than once/ },
  ])('judges $name', ({ text, says }) => {
    expect(textProblem(text)).toEqual(says === undefined ? undefined : expect.stringMatching(says));
  });
});
