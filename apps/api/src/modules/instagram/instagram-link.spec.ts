import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instagramLink } from './instagram-link.ts';

const SHOWN: Array<[string, string]> = [
  ['https://i.instagram.com/challenge/1234/AbCd/', 'https://i.instagram.com/challenge/1234/AbCd/'],
  ['https://instagram.com', 'https://instagram.com/'],
  ['https://instagram.com:443/a', 'https://instagram.com/a'],
  ['HTTPS://WWW.Instagram.COM/a', 'https://www.instagram.com/a'],
  ['https://help.instagram.com/#contact', 'https://help.instagram.com/#contact'],
  ['https://a.b.c.instagram.com/x?y=1&z=2', 'https://a.b.c.instagram.com/x?y=1&z=2'],
];

const LOGIN = 'https://www.instagram.com/accounts/login/';
/** Whatever of it is behind the path. */
const CUT: Array<[string, string]> = [
  ['an address', 'next=https%3A%2F%2Fevil.example%2F'],
  ['an address that is not escaped', 'next=https://evil.example/'],
  ['an address without its scheme', 'u=//evil.example'],
  ['an address that is escaped twice', 'u=https%253A%252F%252Fevil.example'],
  ['an address with backslashes', 'x=%5C%5Cevil.example'],
  ['a script', 'x=javascript%3Aalert(1)'],
  ['a host alone', 'x=evil.example'],
  ['a path', 'next=%2F'],
  ['a word, where it says what is next', 'redirect_uri=evil'],
  ['another spelling of what is next', 'ReturnTo=evil'],
  ['an address behind others', 'a=1&b=2&continue=evil'],
  ['an address as a key', 'https%3A%2F%2Fevil.example'],
  ['an address of mail', 'x=a%40evil'],
  ['a value that cannot be decoded', 'x=%ff'],
];

const HIDDEN: Array<[string, unknown]> = [
  ['http', 'http://i.instagram.com/challenge/'],
  ['no scheme', '//i.instagram.com/challenge/'],
  ['a path alone', '/challenge/1/2/'],
  ['a script', 'javascript:alert(1)//https://instagram.com/'],
  ['data', 'data:text/html,https://instagram.com'],
  ['the scheme of an app', 'instagram://user?username=a'],
  ['a host behind it', 'https://instagram.com.evil.example/'],
  ['a host that ends alike', 'https://evilinstagram.com/'],
  ['a host that ends alike, with a dash', 'https://evil-instagram.com/'],
  ['a closing dot', 'https://instagram.com./'],
  ['an empty label', 'https://.instagram.com/'],
  ['a user', 'https://instagram.com@evil.example/'],
  ['a user and a password', 'https://instagram.com:443@evil.example/'],
  ['a user at the right host', 'https://evil.example@instagram.com/'],
  ['an escaped user', 'https://instagram.com%40evil.example/'],
  ['a backslash before the path', 'https://instagram.com\\@evil.example/'],
  ['a backslash for a slash', 'https:\\\\instagram.com\\a'],
  ['a backslash in the path', 'https://instagram.com/\\evil.example'],
  ['another host with it as a path', 'https://evil.example/instagram.com'],
  ['another host with it as a query', 'https://evil.example?instagram.com'],
  ['another host with it as a fragment', 'https://evil.example#.instagram.com'],
  ['a port', 'https://instagram.com:8443/'],
  ['the port of http', 'https://instagram.com:80/'],
  ['three slashes', 'https:///instagram.com/'],
  ['one slash', 'https:/instagram.com/'],
  ['full-width letters', 'https://ｉｎｓｔａｇｒａｍ.com/'],
  ['a dotless i', 'https://ınstagram.com/'],
  ['a Cyrillic letter', 'https://instаgram.com/'],
  ['punycode', 'https://xn--nstagram-2hb.com/'],
  ['a full-width dot', 'https://instagram。com/'],
  ['an escaped letter in the host', 'https://%69nstagram.com/'],
  ['a soft hyphen', 'https://insta\u00adgram.com/'],
  ['a space before', ' https://instagram.com/'],
  ['a space within', 'https://instagram.com/ a'],
  ['a line break', 'https://instagram.com/\r\nSet-Cookie: a'],
  ['a tab in the host', 'https://insta\tgram.com/'],
  ['a NUL', 'https://instagram.com/\u0000'],
  ['a direction mark', 'https://instagram.com/\u202egnp.exe'],
  ['the redirector', 'https://l.instagram.com/?u=https%3A%2F%2Fevil.example%2F'],
  ['an address of IPv6', 'https://[::1]/instagram.com'],
  ['an endless one', `https://instagram.com/${'a'.repeat(3_000)}`],
  ['nothing', ''],
  ['null', null],
  ['a number', 1],
  ['a list', ['https://instagram.com/']],
  ['an object that reads like one', { toString: () => 'https://instagram.com/' }],
];

describe('a link out of an answer of Instagram', () => {
  it.each(SHOWN)('%s is shown', (address, shown) => {
    expect(instagramLink(address)).toBe(shown);
  });

  it.each(CUT)('with %s behind its path is shown without it', (_, behind) => {
    expect(instagramLink(`${LOGIN}?${behind}`)).toBe(LOGIN);
    expect(instagramLink(`${LOGIN}#${behind}`)).toBe(LOGIN);
    expect(instagramLink(`${LOGIN}?a=1#${behind}`)).toBe(LOGIN);
  });

  it.each(HIDDEN)('is not shown with %s', (_, address) => {
    expect(instagramLink(address)).toBeNull();
  });

  it('leads to Instagram, whatever is around its name', () => {
    const piece = fc.constantFrom(
      'https://',
      'instagram.com',
      '.',
      '@',
      ':',
      '/',
      '\\',
      '?',
      '#',
      'evil.example',
      '%2f',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
          fc.webUrl(),
          fc.string(),
        ),
        (text) => {
          const link = instagramLink(text);
          if (link === null) return;
          const { protocol, hostname, port, username, password, search, hash } = new URL(link);
          expect(decodeURIComponent(search + hash)).not.toMatch(/[/:@]/);
          expect([protocol, port, username, password]).toEqual(['https:', '', '', '']);
          expect(`.${hostname}`.endsWith('.instagram.com')).toBe(true);
        },
      ),
    );
  });
});
