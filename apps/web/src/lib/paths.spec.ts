import { describe, expect, it } from '@jest/globals';
import { paths } from './paths.ts';

const nextOf = (next: string) => paths.login.nextOf(new URLSearchParams({ next }));

describe('after a sign-in', () => {
  it.each(['/activity?status=error', '/knowledge-base/E-BOT-W-E0F7'])('leads on to %s', (next) =>
    expect(nextOf(next)).toBe(next),
  );

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/login?next=/login',
    '',
  ])('never leads to %j', (next) => expect(nextOf(next)).toBe('/dashboard'));
});

describe('links', () => {
  it('carry only the filters that are set', () => {
    expect(paths.activity.href()).toBe('/activity');
    expect(paths.activity.href({ status: 'error', action: undefined })).toBe('/activity?status=error');
    expect(paths.login.href({ next: '/' })).toBe('/login');
    expect(paths.login.href({ after: 'reset' })).toBe('/login?after=reset');
    expect(paths.automation.href()).toBe('/automation');
    expect(paths.automation.href({ account: 'a/b' })).toBe('/automation/a%2Fb');
    expect(paths.newJob.href({ action: 'follow', hashtag: 'a b' })).toBe('/jobs/new?action=follow&hashtag=a+b');
    expect(paths.errorCode.href('a/b')).toBe('/knowledge-base/a%2Fb');
  });
});
