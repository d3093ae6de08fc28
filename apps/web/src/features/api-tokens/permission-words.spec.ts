import { describe, expect, it } from '@jest/globals';
import { may, TOKEN_PERMISSIONS } from '@pacekeeper/contracts';
import { permissionGroups, permissionWords, READING } from './permission-words.ts';

const offered = (role: 'admin' | 'user') =>
  permissionGroups(role).flatMap(({ permissions }) => permissions.map(([name]) => name));

describe('the permissions of a token', () => {
  it.each(['admin', 'user'] as const)('are offered all and in words, as far as a person has them: %s', (role) =>
    expect(offered(role).toSorted()).toEqual(TOKEN_PERMISSIONS.filter((name) => may(role, name)).toSorted()),
  );

  it('that only read change nothing', () =>
    expect(READING.every((name) => name.endsWith('.read') || name === 'self.notifications')).toBe(true));

  it('of another version are named as they are', () => expect(permissionWords('post.create')).toBe('post.create'));
});
