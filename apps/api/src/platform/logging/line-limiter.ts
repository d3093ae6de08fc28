/** Lines of one kind that are written in a window; the others are counted. */
const MOST = 60;
const WINDOW_MS = 60_000;
/** Kinds that are remembered at once; the oldest go first. */
const MOST_KINDS = 1_000;

export interface LeftOut {
  readonly kind: string;
  readonly lines: number;
}

interface Kind {
  readonly from: number;
  written: number;
  leftOut: number;
}

/** Limits repeated lines, so that refused requests cannot fill a log. */
export class LineLimiter {
  /** In the order of their windows. */
  private readonly kinds = new Map<string, Kind>();

  constructor(
    private readonly now: () => number,
    private readonly most = MOST,
  ) {}

  /** Whether one more of this kind is written. */
  admits(kind: string): boolean {
    const found = this.kinds.get(kind);
    if (!found) {
      this.kinds.set(kind, { from: this.now(), written: 1, leftOut: 0 });
      return true;
    }
    if (found.written < this.most) found.written += 1;
    else found.leftOut += 1;
    return found.leftOut === 0;
  }

  /** What was left out in windows that are over, or of kinds too many to remember; each is told once. */
  settle(): LeftOut[] {
    const told: LeftOut[] = [];
    for (const [kind, { from, leftOut }] of this.kinds) {
      if (from > this.now() - WINDOW_MS && this.kinds.size <= MOST_KINDS) break;
      this.kinds.delete(kind);
      if (leftOut > 0) told.push({ kind, lines: leftOut });
    }
    return told;
  }
}

/** What differs between lines that say the same: ids, addresses, counts. */
const VARYING = /[0-9a-f]{8}-[0-9a-f-]{27}|\d+/gi;

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/**
 * What kind a line is of, from what a logger is called with; null where it is written in any case: what went well, and what
 * is said once.
 */
export const kindOf = (level: number, first: unknown, message: unknown): string | null => {
  const about = (typeof first === 'object' && first !== null ? first : {}) as Record<string, unknown>;
  const { status, error } = about;
  const isRefusal = typeof status === 'number' && status >= 400;
  // 40 is a warning.
  if (level < 40 && !isRefusal) return null;
  const words = textOf(message) || textOf(first) || (first instanceof Error ? first.message : '');
  const fault = (
    error instanceof Error ? error : first instanceof Error ? first : null
  ) as NodeJS.ErrnoException | null;
  const parts = [
    about['method'],
    about['path'] ?? about['route'],
    status,
    about['error_symbol'],
    fault?.name,
    fault?.code,
  ];
  return [words.slice(0, 120).replaceAll(VARYING, '#'), ...parts.map((part) => textOf(part).slice(0, 120))]
    .filter(Boolean)
    .join(' ');
};
