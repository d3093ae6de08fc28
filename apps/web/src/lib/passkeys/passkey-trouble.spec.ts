import { describe, expect, it } from '@jest/globals';
import type { Problem } from '@pacekeeper/contracts';
import { troubleOf } from '../errors/trouble.ts';
import { RequestError } from '../http/request-error.ts';
import { passkeyTrouble, refusedPasskey } from './passkey-trouble.ts';

describe('a passkey that', () => {
  it.each([
    ['was not shown', new DOMException('', 'NotAllowedError'), 'No passkey was used'],
    ['was made before', new DOMException('', 'InvalidStateError'), 'This device already has a passkey'],
    ['belongs elsewhere', new DOMException('', 'SecurityError'), 'Passkeys do not work at this address'],
    ['failed for no known reason', 'odd', 'No passkey was used'],
  ])('%s is told in plain words', (_, error, title) =>
    expect(troubleOf(passkeyTrouble(error))).toMatchObject({ title }),
  );
});

describe('a refusal', () => {
  const refused = (error: Problem['error']) =>
    new RequestError({ kind: 'refused', problem: { error, code: 'E-AUTH-W-F229', title: 'as it came' } as Problem });

  it('of a passkey says what to do about a passkey', () => {
    expect(troubleOf(refusedPasskey(refused('SECOND_FACTOR_INVALID')))).toMatchObject({
      title: 'This passkey was not accepted',
      code: 'E-AUTH-W-F229',
    });
  });

  it('of anything else stays as it came', () => {
    expect(troubleOf(refusedPasskey(refused('TOO_MANY_REQUESTS')))).toMatchObject({ title: 'as it came' });
  });
});
