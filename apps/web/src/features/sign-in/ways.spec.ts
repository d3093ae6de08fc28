import { describe, expect, it } from '@jest/globals';
import type { SecondFactor } from '@pacekeeper/contracts';
import { openWays } from './ways.ts';

describe('the ways to show a second factor', () => {
  it.each<[SecondFactor[], boolean, SecondFactor[]]>([
    [['recovery_code', 'passkey', 'totp'], true, ['totp', 'passkey', 'recovery_code']],
    [['recovery_code', 'passkey'], true, ['passkey', 'recovery_code']],
    [['recovery_code', 'passkey'], false, ['recovery_code']],
    [['totp'], true, ['totp']],
  ])('with %j, passkeys working: %j', (methods, work, ways) => expect(openWays(methods, work)).toEqual(ways));
});
