/** Who asks through this proxy: the user and password of a `Proxy-Authorization: Basic ...` header. */
export interface ProxyCredentials {
  readonly user: string;
  readonly password: string;
}

export const proxyCredentials = (header: string | undefined): ProxyCredentials | null => {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(header ?? '')?.[1];
  if (!encoded) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? { user: text, password: '' } : { user: text.slice(0, colon), password: text.slice(colon + 1) };
};
