import { describe, expect, it } from '@jest/globals';
import { troubleOf } from '../errors/trouble.ts';
import { passkeyTrouble } from './passkey-trouble.ts';

describe('a passkey that', () => {
  it.each([
    ['was not shown', new DOMException('', 'NotAllowedError'), 'No passkey was used'],
    ['was made before', new DOMException('', 'InvalidStateError'), 'This device has a passkey already'],
    ['belongs elsewhere', new DOMException('', 'SecurityError'), 'Passkeys do not work at this address'],
    ['failed for no known reason', 'odd', 'No passkey was used'],
  ])('%s is told in plain words', (_, error, title) =>
    expect(troubleOf(passkeyTrouble(error))).toMatchObject({ title }),
  );
});
