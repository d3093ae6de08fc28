const YEAR = 365 * 24 * 60 * 60;

/** For a year, subdomains too: only where the address that people open is behind TLS. */
export const transportSecurity = (publicUrl: string): string | null =>
  publicUrl.startsWith('https:') ? `max-age=${YEAR}; includeSubDomains` : null;

/** What protects an answer that is given before there is a route, and so before the hooks that protect the others. */
export const bareHeaders = (publicUrl: string): Readonly<Record<string, string>> => {
  const transport = transportSecurity(publicUrl);
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...(transport ? { 'Strict-Transport-Security': transport } : {}),
  };
};
