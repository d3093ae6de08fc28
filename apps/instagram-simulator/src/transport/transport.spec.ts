import { describe, expect, it } from '@jest/globals';
import { decodeFields, decodeForm } from './form.ts';
import { proxyCredentials } from './proxy.ts';
import { createRouter } from './router.ts';
import { signatureOf } from './signature.ts';
import { parseTarget } from './target.ts';

describe('request target', () => {
  it.each([
    ['/api/v1/a/?x=1', '/api/v1/a/', { x: '1' }, false],
    ['/api/v1/a/', '/api/v1/a/', {}, false],
    ['https://i.instagram.com/api/v1/a/?x=1&y=a%20b', '/api/v1/a/', { x: '1', y: 'a b' }, true],
    ['http://i.instagram.com', '/', {}, true],
    ['/api/v1/tags/a%23b/sections/?q=%E2%82%AC', '/api/v1/tags/a%23b/sections/', { q: '€' }, false],
  ])('%s', (url, path, query, absolute) => {
    const target = parseTarget(url);
    expect({ ...target, query: { ...target.query } }).toEqual({ path, query, absolute });
  });
});

describe('form', () => {
  const signed = (json: string, signature = signatureOf(json)) =>
    new URLSearchParams({ ig_sig_key_version: '4', signed_body: `${signature}.${json}`, d: '1' }).toString();

  it('reads plain keys', () => {
    const form = decodeForm('a=1&b=x%26y+z');
    expect({ ...form.fields }).toEqual({ a: '1', b: 'x&y z' });
    expect(form.signature).toBe('absent');
  });

  it('reads the signed text over the plain keys', () => {
    const form = decodeForm(signed('{"user_id":"7","text":"a.b"}'));
    expect(form.fields).toEqual({ user_id: '7', text: 'a.b', d: '1' });
    expect(form.signature).toBe('valid');
  });

  it('tells a wrong signature', () => {
    expect(decodeForm(signed('{"a":1}', 'f'.repeat(64))).signature).toBe('invalid');
    expect(decodeForm(signed('{"a":1}', signatureOf('{"a":2}'))).signature).toBe('invalid');
    expect(decodeForm('signed_body=nodot').signature).toBe('invalid');
  });

  it('does not look at signatures when told so', () => {
    const form = decodeForm(signed('{"a":1}', 'SIGNATURE'), false);
    expect(form).toEqual({ fields: { a: 1, d: '1' }, signature: 'absent' });
  });

  it('knows the signature of nothing, as one GET carries it in its query', () => {
    expect(decodeFields({ signed_body: `${signatureOf('')}.` })).toEqual({ fields: {}, signature: 'valid' });
  });
});

describe('router', () => {
  const router = createRouter<string>();
  router.add('GET', '/users/search/', 'search');
  router.add('GET', '/users/:user/info/', 'info');
  router.add('POST', '/users/:user/info/', 'change');
  router.add('GET', '/friendships/pending', 'pending');

  it.each([
    ['GET', '/users/search/', { route: 'search', params: {} }],
    ['GET', '/users/12/info/', { route: 'info', params: { user: '12' } }],
    ['POST', '/users/12/info/', { route: 'change', params: { user: '12' } }],
    ['GET', '/users/search/info/', { route: 'info', params: { user: 'search' } }],
    ['GET', '/users/a%2Fb/info/', { route: 'info', params: { user: 'a/b' } }],
    ['GET', '/friendships/pending', { route: 'pending', params: {} }],
    ['GET', '/friendships/pending/', null],
    ['GET', '/users/12/info', null],
    ['GET', '/Users/search/', null],
    ['GET', '/users//info/', null],
    ['GET', '/users/%zz/info/', null],
    ['DELETE', '/users/12/info/', 'method'],
  ])('%s %s', (method, path, match) => {
    expect(router.match(method, path)).toEqual(match);
  });

  it('refuses a path that is there already, or that names a segment differently', () => {
    expect(() => router.add('GET', '/users/search/', 'again')).toThrow('twice');
    expect(() => router.add('GET', '/users/:pk/other/', 'other')).toThrow(':user');
  });
});

describe('proxy credentials', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  it.each([
    [basic('user:pass'), { user: 'user', password: 'pass' }],
    [basic('user:pa:ss'), { user: 'user', password: 'pa:ss' }],
    [basic('user'), { user: 'user', password: '' }],
    ['Bearer x', null],
    [undefined, null],
  ])('%s', (header, credentials) => {
    expect(proxyCredentials(header)).toEqual(credentials);
  });
});
