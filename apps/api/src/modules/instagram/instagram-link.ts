/** https, plain ASCII, instagram.com or a name below it, no user, no port but the usual one. */
const LINK = /^https:\/\/((?:[a-z0-9-]+\.)*instagram\.com)(?::443)?(?:[/?#][!-[\]-~]*)?$/i;

/** Sends its visitors on to any address that is written behind it. */
const REDIRECTOR = 'l.instagram.com';

const LONGEST = 2048;

/** Parameters that name where a visitor goes next, whatever their value looks like. */
const LEADS_ON = /^(?:next|u|url|uri|to|target|dest|destination|redirect.*|return.*|continue|forward|goto|link|href)$/i;
/** A value that may be an address or a part of one, however it is escaped. */
const ADDRESS = /[/\\:@%.]/;

/** Whether what follows the path may bring a visitor elsewhere. */
const leadsOn = ({ search, hash }: URL): boolean => {
  const behind = [search, hash].map((part) => part.slice(1)).filter((part) => part !== '');
  return behind.some(
    (part) =>
      part.includes('%') ||
      [...new URLSearchParams(part)].some(
        ([key, value]) => LEADS_ON.test(key) || ADDRESS.test(value) || ADDRESS.test(key),
      ),
  );
};

/**
 * Pure: the address as it may be put before a person, where an answer of Instagram names one: https on instagram.com or
 * a subdomain. Where its query or fragment may name another address, only its path is left. Null for everything else,
 * whatever its type; what looks like Instagram and leads elsewhere is no link.
 */
export const instagramLink = (address: unknown): string | null => {
  if (typeof address !== 'string' || address.length > LONGEST) return null;
  const host = LINK.exec(address)?.[1]?.toLowerCase();
  if (!host || host === REDIRECTOR) return null;
  try {
    const url = new URL(address);
    // The browser's own reading decides: an expression that it reads otherwise proves nothing.
    if (url.protocol !== 'https:' || url.hostname !== host || url.username !== '') return null;
    return leadsOn(url) ? `${url.origin}${url.pathname}` : url.href;
  } catch {
    return null;
  }
};
