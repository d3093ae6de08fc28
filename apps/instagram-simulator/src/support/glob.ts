const cache = new Map<string, RegExp>();
const CACHED = 500;

/**
 * Matches a whole text against a pattern: `*` matches anything within one path segment, `**` anything at all,
 * every other character for itself. A pattern without a leading slash and without `*` matches as a part.
 */
export const matchesGlob = (pattern: string, text: string): boolean => {
  if (!pattern.startsWith('/') && !pattern.includes('*')) return text.includes(pattern);
  let compiled = cache.get(pattern);
  if (!compiled) {
    const source = pattern
      .split(/(\*\*|\*)/)
      .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&')))
      .join('');
    compiled = new RegExp(`^${source}$`, 's');
    if (cache.size >= CACHED) cache.clear();
    cache.set(pattern, compiled);
  }
  return compiled.test(text);
};
