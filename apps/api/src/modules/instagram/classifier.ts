import type { ErrorSymbol } from '@pacekeeper/contracts';

/** What came back over the wire, stripped of everything secret. */
export interface Exchange {
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  /** The parsed body where it was a JSON object, else null. */
  readonly body: Readonly<Record<string, unknown>> | null;
  /** Code of a network fault, such as ECONNREFUSED or ETIMEDOUT; null when an answer came. */
  readonly network: string | null;
  /** True where the request went through the account's own proxy. */
  readonly viaProxy: boolean;
}

/** How far the trouble reaches. */
export type Scope = 'target' | 'action' | 'account' | 'fleet';

/** What to do next. */
export type NextStep = 'skip_target' | 'retry_later' | 'stop_action' | 'stop_account' | 'ask_person' | 'stop_fleet';

/** Whether an action that was under way may have taken effect: `unknown` must be read back, never repeated. */
export type Effect = 'none' | 'unknown';

export interface Failure {
  readonly symbol: ErrorSymbol;
  readonly scope: Scope;
  readonly next: NextStep;
  readonly effect: Effect;
  /** Instagram's own end of a block, where it names a day; `YYYY-MM-DD`. */
  readonly blockedUntil?: string;
}

interface Rule {
  readonly when: (x: Exchange, text: (key: string) => string) => boolean;
  readonly then: Omit<Failure, 'effect'> & { readonly effect?: Effect };
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const between = (status: number | null, from: number, to: number) => status !== null && status >= from && status <= to;
const isTrue = (x: Exchange, key: string) => x.body?.[key] === true;

const account = (symbol: ErrorSymbol, next: NextStep = 'ask_person') => ({ symbol, scope: 'account', next }) as const;
const target = (symbol: ErrorSymbol) => ({ symbol, scope: 'target', next: 'skip_target' }) as const;

/**
 * Every answer of Instagram and what it means: the first rule that holds decides. Sources: the error bodies of public
 * bug reports and the client library's own behaviour, listed in docs/decisions/0006-classifier.md.
 */
const RULES: readonly Rule[] = [
  // The network, before anything of Instagram's came back.
  { when: (x) => x.status === 407, then: { ...account('PROXY_FAILED', 'retry_later') } },
  {
    when: (x) => x.network !== null && x.viaProxy && NEVER_SENT.has(x.network),
    then: account('PROXY_FAILED', 'retry_later'),
  },
  {
    when: (x) => x.network !== null && NEVER_SENT.has(x.network),
    then: account('INSTAGRAM_UNAVAILABLE', 'retry_later'),
  },
  { when: (x) => x.network !== null, then: { ...account('INSTAGRAM_UNAVAILABLE', 'retry_later'), effect: 'unknown' } },

  // The client: never the person's fault, and the same for every account.
  {
    when: (x, text) =>
      x.status === 467 ||
      text('error_type') === 'needs_upgrade' ||
      text('checkpoint_url').includes('unsupported_version') ||
      text('message').startsWith('your version of instagram is out of date'),
    then: { symbol: 'CLIENT_OUTDATED', scope: 'fleet', next: 'stop_fleet' },
  },

  // Signing in.
  { when: (x) => isTrue(x, 'two_factor_required'), then: account('TWO_FACTOR_REQUIRED') },
  {
    when: (_, text) => text('error_type') === 'sms_code_validation_code_invalid',
    then: account('VERIFICATION_CODE_INVALID'),
  },
  {
    when: (_, text) => /^please check the (security )?code/.test(text('message')),
    then: account('VERIFICATION_CODE_INVALID'),
  },
  { when: (_, text) => text('error_type') === 'invalid_nonce', then: account('VERIFICATION_EXPIRED') },
  { when: (_, text) => text('message') === 'invalid parameters', then: account('VERIFICATION_EXPIRED') },
  { when: (_, text) => text('error_type') === 'bad_password', then: account('INSTAGRAM_BAD_PASSWORD') },
  { when: (_, text) => text('error_type') === 'invalid_user', then: account('INSTAGRAM_INVALID_USER') },
  {
    // The modern answer has no error_type; its title tells a wrong name from a wrong password.
    when: (x, text) => isTrue(x, 'invalid_credentials') && /username/.test(text('error_title')),
    then: account('INSTAGRAM_INVALID_USER'),
  },
  {
    when: (x, text) => isTrue(x, 'invalid_credentials') || text('exception_name') === 'userinvalidcredentials',
    then: account('INSTAGRAM_BAD_PASSWORD'),
  },

  // The account needs its person.
  { when: (_, text) => text('message') === 'challenge_required', then: account('CHALLENGE_REQUIRED') },
  { when: (_, text) => text('message') === 'checkpoint_required', then: account('CHALLENGE_REQUIRED') },
  { when: (_, text) => text('message') === 'consent_required', then: account('CONSENT_REQUIRED') },
  {
    when: (_, text) => /^inactive[ _]user$/.test(text('error_type')),
    then: account('ACCOUNT_DISABLED', 'stop_account'),
  },
  { when: (_, text) => text('error_type') === 'sentry_block', then: account('LOGIN_BLOCKED', 'stop_account') },

  // The session is gone. "Wait a few minutes" together with require_login is this, not throttling.
  { when: (_, text) => text('message') === 'login_required', then: account('SESSION_INVALID') },
  { when: (_, text) => text('message') === 'user_has_logged_out', then: account('SESSION_INVALID') },
  { when: (x) => isTrue(x, 'require_login'), then: account('SESSION_INVALID') },

  // Too much.
  {
    when: (x, text) => x.body?.['spam'] === true || text('message') === 'feedback_required',
    then: { symbol: 'ACTION_BLOCKED', scope: 'action', next: 'stop_action' },
  },
  { when: (x) => x.status === 429, then: account('RATE_LIMITED', 'retry_later') },
  { when: (_, text) => /wait a few minutes/.test(text('message')), then: account('RATE_LIMITED', 'retry_later') },
  {
    when: (_, text) => /follow(ing)? (too many|the max)|too many accounts|can't follow/.test(text('message')),
    then: { symbol: 'ACTION_BLOCKED', scope: 'action', next: 'stop_action' },
  },

  // The target.
  { when: (_, text) => text('message') === 'not authorized to view user', then: target('TARGET_PRIVATE') },
  { when: (x) => x.status === 404, then: target('TARGET_NOT_FOUND') },

  // Instagram's own trouble: the effect may have happened all the same.
  {
    when: (x) => between(x.status, 500, 599),
    then: { ...account('INSTAGRAM_UNAVAILABLE', 'retry_later'), effect: 'unknown' },
  },
];

// 200 with something else than JSON, `status: fail` under a 200, redirects, and everything nobody has seen yet.
const UNEXPECTED: Failure = { ...account('INSTAGRAM_UNEXPECTED', 'retry_later'), effect: 'unknown' };

const BLOCK_END = /\b(20\d{2}-[01]\d-[0-3]\d)\b/;

/** The meaning of an answer that was not a success. Pure; never throws, whatever the body. */
export const classify = (exchange: Exchange): Failure => {
  const text = (key: string): string => {
    const value = exchange.body?.[key];
    return typeof value === 'string' ? value.slice(0, 500).toLowerCase() : '';
  };
  const rule = RULES.find(({ when }) => when(exchange, text));
  if (!rule) return UNEXPECTED;
  const blockedUntil =
    rule.then.symbol === 'ACTION_BLOCKED' ? BLOCK_END.exec(text('feedback_message'))?.[1] : undefined;
  return { effect: 'none', ...rule.then, ...(blockedUntil ? { blockedUntil } : {}) };
};
