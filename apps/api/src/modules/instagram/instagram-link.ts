/** https, plain ASCII, instagram.com or a name below it, no user, no port but the usual one. */
const LINK = /^https:\/\/((?:[a-z0-9-]+\.)*instagram\.com)(?::443)?(?:[/?#][!-[\]-~]*)?$/i;

/** Sends its visitors on to any address that is written behind it. */
const REDIRECTOR = 'l.instagram.com';

const LONGEST = 2048;

/**
 * Pure: the address as it may be put before a person, where an answer of Instagram names one: https on instagram.com or
 * a subdomain. Null for everything else, whatever its type; what looks like Instagram and leads elsewhere is no link.
 */
export const instagramLink = (address: unknown): string | null => {
  if (typeof address !== 'string' || address.length > LONGEST) return null;
  const host = LINK.exec(address)?.[1]?.toLowerCase();
  if (!host || host === REDIRECTOR) return null;
  try {
    const url = new URL(address);
    // The browser's own reading decides: an expression that it reads otherwise proves nothing.
    return url.protocol === 'https:' && url.hostname === host && url.username === '' ? url.href : null;
  } catch {
    return null;
  }
};
