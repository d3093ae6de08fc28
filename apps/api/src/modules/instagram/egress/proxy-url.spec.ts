import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseProxyUrl, placeOf, ProxyRefused, type ProxyUrl } from './proxy-url.ts';

const refusal = (text: string): string => {
  try {
    parseProxyUrl(text);
  } catch (error) {
    if (error instanceof ProxyRefused) return error.message;
    throw error;
  }
  return 'it was taken';
};

describe('the URL of a proxy', () => {
  it.each<[string, ProxyUrl, string]>([
    [
      'http://proxy.example.com:8080',
      { scheme: 'http', host: 'proxy.example.com', port: 8080, credentials: null },
      'proxy.example.com:8080',
    ],
    [
      'HTTP://Proxy.Example.COM',
      { scheme: 'http', host: 'proxy.example.com', port: 80, credentials: null },
      'proxy.example.com:80',
    ],
    [
      'https://proxy.example.com/',
      { scheme: 'https', host: 'proxy.example.com', port: 443, credentials: null },
      'proxy.example.com:443',
    ],
    [
      'http://user:pa%3Ass%40w%2Ford@203.0.113.7:3128',
      { scheme: 'http', host: '203.0.113.7', port: 3128, credentials: { user: 'user', password: 'pa:ss@w/ord' } },
      '203.0.113.7:3128',
    ],
    [
      'http://user@203.0.113.7:3128',
      { scheme: 'http', host: '203.0.113.7', port: 3128, credentials: { user: 'user', password: '' } },
      '203.0.113.7:3128',
    ],
    [
      'http://u:p:q@203.0.113.7',
      { scheme: 'http', host: '203.0.113.7', port: 80, credentials: { user: 'u', password: 'p:q' } },
      '203.0.113.7:80',
    ],
    [
      'http://[2001:DB8::7]:3128',
      { scheme: 'http', host: '2001:db8::7', port: 3128, credentials: null },
      '[2001:db8::7]:3128',
    ],
    [
      'http://bücher.example:1',
      { scheme: 'http', host: 'xn--bcher-kva.example', port: 1, credentials: null },
      'xn--bcher-kva.example:1',
    ],
  ])('%s is read', (text, url, place) => {
    expect(parseProxyUrl(text)).toEqual(url);
    expect(placeOf(url)).toBe(place);
  });

  it.each<[string, RegExp]>([
    ['', /Write it as/],
    ['proxy.example.com:8080', /Write it as/],
    ['ftp://proxy.example.com', /Write it as/],
    ['socks5://203.0.113.7:1080', /SOCKS/],
    ['socks5h://203.0.113.7:1080', /SOCKS/],
    ['file:///etc/passwd', /Write it as/],
    ['http://', /Write it as/],
    ['http://:8080', /Write it as/],
    ['http://203.0.113.7:0', /port/],
    ['http://203.0.113.7:65536', /port/],
    ['http://203.0.113.7:99999', /port/],
    ['http://203.0.113.7:', /Write it as/],
    ['http://203.0.113.7:8o80', /Write it as/],
    ['http://203.0.113.7/path', /Write it as/],
    ['http://203.0.113.7?x', /Write it as/],
    ['http://203.0.113.7#x', /Write it as/],
    ['http://203.0.113.7\\@127.0.0.1', /Write it as/],
    ['http://a@b@203.0.113.7', /Write it as|%/],
    ['http://2130706433', /four numbers/],
    ['http://0x7f000001', /four numbers/],
    ['http://0177.0.0.1', /four numbers/],
    ['http://127.1', /four numbers/],
    ['http://0x7f.1', /four numbers/],
    ['http://134744072', /four numbers/],
    ['http://%31%32%37.0.0.1', /four numbers/],
    ['http://１２７.0.0.1', /four numbers/],
    ['http://127。0。0。1', /four numbers/],
    ['http://203.0.113.7.', /four numbers|dot/],
    ['http://proxy.example.com.', /dot/],
    ['http://localhost.', /dot/],
    ['http://[fe80::1%25eth0]', /neither|Write it as/],
    ['http://[::ffff:127.0.0.1', /Write it as/],
    ['http://[1.2.3.4]', /neither/],
    ['http://a..b', /neither/],
    ['http://-a.example', /neither/],
    [`http://${'a'.repeat(64)}.example`, /neither/],
    ['http://user%zz:x@203.0.113.7', /%25/],
    ['http://us%3Aer:x@203.0.113.7', /colon/],
    ['http://user:a%0D%0Ab@203.0.113.7', /cannot be sent/],
    ['http://user:a%00@203.0.113.7', /cannot be sent/],
    ['http://203.0.113.7\r\nHost: x', /blank/],
    ['http://203.0.113\t.7', /blank/],
    ['ht\ntp://203.0.113.7', /blank/],
    ['http://203.0.113.7 ', /blank/],
    ['http://203.0.113.7\u200b', /blank/],
    [`http://${'a'.repeat(3000)}`, /more than/],
  ])('%j is refused', (text, why) => expect(refusal(text)).toMatch(why));

  it('is read or refused, whatever the text, and a refusal never repeats it', () => {
    const secret = 'kelp-forest-9912';
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (before, after) => {
        for (const text of [before + after, `http://u:${secret}${before}@${after}`, `http://${before}:80`]) {
          const said = refusal(text);
          expect(said).not.toContain(secret);
        }
      }),
    );
  });
});
