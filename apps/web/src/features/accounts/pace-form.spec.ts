import { describe, expect, it } from '@jest/globals';
import { checkPace, paceTexts } from './pace-form.ts';

describe('the pace of an account', () => {
  it('is the standard where nothing is typed', () =>
    expect(checkPace(paceTexts(null))).toEqual({ body: { pace: null } }));

  it('is what was typed, and shown again as it was', () => {
    const typed = { ...paceTexts(null), gap: '60', follow: '4' };
    const pace = { gap_seconds: 60, hourly_caps: { follow: 4 } };
    expect(checkPace(typed)).toEqual({ body: { pace } });
    expect(paceTexts(pace)).toEqual(typed);
  });

  it.each([
    ['gap', '9'],
    ['gap', 'slow'],
    ['follow', '11'],
    ['like', '0'],
  ])('is told at %s that %j does not do', (field, text) => {
    const checked = checkPace({ ...paceTexts(null), [field]: text });
    expect('errors' in checked && Object.keys(checked.errors)).toEqual([field]);
  });
});
