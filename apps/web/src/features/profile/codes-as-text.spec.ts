import { expect, it } from '@jest/globals';
import { codesAsText } from '../../lib/codes.ts';

it('says whose recovery codes they are, and holds one a line', () => {
  expect(codesAsText('mia', ['0-abcde-fghij', '1-abcde-fghij'])).toBe(
    'Pacekeeper recovery codes for mia. Each works once.\n\n0-abcde-fghij\n1-abcde-fghij\n',
  );
});
