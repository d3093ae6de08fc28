import { describe, expect, it } from '@jest/globals';
import type { User } from '@pacekeeper/contracts';
import { checkChanges, textsOf } from './changes.ts';

const mara: User = {
  id: '0b7c2c1e-6c0c-4a52-9d1c-0d8f6a7f5f10',
  username: 'mara',
  email: 'mara@example.org',
  role: 'user',
  is_active: true,
  must_change_password: false,
  two_factor_enabled: false,
  time_zone: 'Europe/Berlin',
  created_at: '2026-11-01T12:00:00Z',
  last_login_at: null,
};

const typed = (changes: Partial<ReturnType<typeof textsOf>>) => checkChanges({ ...textsOf(mara), ...changes }, mara);

describe('the changes of a user', () => {
  it.each([
    ['the name alone', { username: ' mara.b ' }, { username: 'mara.b' }],
    ['no e-mail any more', { email: ' ' }, { email: null }],
    ['another e-mail and role', { email: 'm@example.org', role: 'admin' }, { email: 'm@example.org', role: 'admin' }],
    ['nothing', {}, null],
  ])('send %s', (_, changes, body) => expect(typed(changes)).toEqual({ body }));

  it.each([
    ['a name of one letter', { username: 'm' }, 'username'],
    ['a name with a blank', { username: 'mara b' }, 'username'],
    ['half an e-mail', { email: 'mara@' }, 'email'],
  ])('do not send %s', (_, changes, field) => {
    const checked = typed(changes);
    expect('errors' in checked && Object.keys(checked.errors)).toEqual([field]);
  });
});
