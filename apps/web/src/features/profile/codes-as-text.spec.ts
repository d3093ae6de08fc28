import { expect, it } from '@jest/globals';
import { codesAsText } from './codes-as-text.ts';

it('says whose recovery codes they are, and holds one a line', () => {
  expect(codesAsText('mia', ['0-abcde-fghij', '1-abcde-fghij'])).toBe(
    'Pacekeeper recovery codes of mia. Each serves once.\n\n0-abcde-fghij\n1-abcde-fghij\n',
  );
});
