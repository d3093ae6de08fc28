import { describe, expect, it } from '@jest/globals';
import type { Verification } from '@pacekeeper/contracts';
import { waitingFor, withVerification } from './pending.ts';

const one = (id: string, name: string, more: Partial<Verification> = {}): Verification => ({
  id,
  kind: 'challenge',
  instagram_username: name,
  asks: 'code',
  methods: ['email'],
  can_send: [],
  tries_left: 5,
  expires_at: '2026-11-28T12:00:00Z',
  ...more,
});
const mia = one('1', 'mia');
const ben = one('2', 'ben');
const wanted = { asked: null, username: '', left: new Set<string>() };

describe('the sign-in that a form continues', () => {
  it.each([
    ['nothing where nothing waits', [], wanted, null],
    ['nothing while the list is not there', undefined, wanted, null],
    ['the newest', [mia, ben], wanted, mia],
    ['that of the account', [mia, ben], { ...wanted, username: 'ben' }, ben],
    ['none of another account', [mia], { ...wanted, username: 'ben' }, null],
    ['none that was given up here', [mia, ben], { ...wanted, left: new Set(['1']) }, ben],
    ['none that has a place of its own', [mia, ben], { ...wanted, elsewhere: ['mia'] }, ben],
    [
      'what it asked for, in its current state',
      [{ ...ben, tries_left: 3 }],
      { ...wanted, asked: ben },
      { ...ben, tries_left: 3 },
    ],
    ['what it asked for, though it is over', [mia], { ...wanted, asked: ben }, ben],
  ])('is %s', (_, list, what, expected) => expect(waitingFor(list, what)).toEqual(expected));
});

describe('the list of what waits', () => {
  it('takes a change in place', () =>
    expect(withVerification([mia, ben], { ...mia, tries_left: 4 })).toEqual([{ ...mia, tries_left: 4 }, ben]));
  it('has one for each name', () =>
    expect(withVerification([mia, ben], one('3', 'ben'))).toEqual([one('3', 'ben'), mia]));
  it('begins with the first', () => expect(withVerification(undefined, mia)).toEqual([mia]));
});
