import type { ErrorSymbol } from '@pacekeeper/contracts';
import type { Asked, Effect, Exchange, NextStep, Scope } from './classifier.ts';

/** What a rule says of an answer; the effect is `none` unless it says otherwise. */
export interface Meaning {
  readonly symbol: ErrorSymbol;
  readonly scope: Scope;
  readonly next: NextStep;
  readonly effect?: Effect;
}

interface Rule {
  /** Where the rule holds for such calls alone: its words mean something else, or nothing, elsewhere. */
  readonly only?: Asked;
  /** `text`: a field of the body in lower case, at most 500 characters; empty where it is no text. */
  readonly when: (x: Exchange, text: (key: string) => string) => boolean;
  readonly then: Meaning;
}

/** The connection failed before a request could go out: names, routes, and certificates that nobody vouches for. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const between = (status: number | null, from: number, to: number) => status !== null && status >= from && status <= to;
const isTrue = (x: Exchange, key: string) => x.body?.[key] === true;
const neverSent = ({ network }: Exchange) => network !== null && NEVER_SENT.has(network);

const account = (symbol: ErrorSymbol, next: NextStep = 'ask_person') => ({ symbol, scope: 'account', next }) as const;
/** Of an action that may stand nevertheless. */
const action = (symbol: ErrorSymbol) => ({ symbol, scope: 'action', next: 'stop_action', effect: 'unknown' }) as const;
const target = (symbol: ErrorSymbol) => ({ symbol, scope: 'target', next: 'skip_target' }) as const;
const later = (symbol: ErrorSymbol) => account(symbol, 'retry_later');

/** 200 with something else than JSON, `status: fail` under a 200, redirects, and everything nobody has seen yet. */
export const UNEXPECTED: Meaning = { ...later('INSTAGRAM_UNEXPECTED'), effect: 'unknown' };

/**
 * Every answer of Instagram and what it means, in the order in which they are asked. Sources: the error bodies of public
 * bug reports and the client library's own behaviour, listed in docs/decisions/0006-classifier.md.
 */
export const RULES: readonly Rule[] = [
  // The network, before anything of Instagram's came back.
  { when: (x) => x.status === 407, then: later('PROXY_FAILED') },
  // From the account's own proxy (private-api/proxy-tunnel.ts), before anything went through it.
  { when: (x) => x.network === 'EPROXY', then: later('PROXY_FAILED') },
  { when: (x) => x.network === 'EPROXYREFUSED', then: later('PROXY_REFUSED') },
  { when: (x) => neverSent(x) && x.viaProxy, then: later('PROXY_FAILED') },
  { when: (x) => neverSent(x), then: later('INSTAGRAM_UNAVAILABLE') },
  { when: (x) => x.network !== null, then: { ...later('INSTAGRAM_UNAVAILABLE'), effect: 'unknown' } },

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
    only: 'verification',
    when: (_, text) => /^please check the (security )?code/.test(text('message')),
    then: account('VERIFICATION_CODE_INVALID'),
  },
  { when: (_, text) => text('error_type') === 'invalid_nonce', then: account('VERIFICATION_EXPIRED') },
  {
    only: 'verification',
    when: (_, text) => text('message') === 'invalid parameters',
    then: account('VERIFICATION_EXPIRED'),
  },
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
  {
    when: (_, text) =>
      text('message') === 'challenge_required' ||
      text('message') === 'checkpoint_required' ||
      text('error_type') === 'checkpoint_challenge_required',
    then: account('CHALLENGE_REQUIRED'),
  },
  { when: (_, text) => text('message') === 'consent_required', then: account('CONSENT_REQUIRED') },
  {
    when: (_, text) =>
      /^inactive[ _]user$/.test(text('error_type')) || /account has been disabled/.test(text('message')),
    then: account('ACCOUNT_DISABLED', 'stop_account'),
  },
  {
    when: (_, text) => text('error_type') === 'sentry_block' || text('error_type') === 'ip_block',
    then: account('LOGIN_BLOCKED', 'stop_account'),
  },

  // The session is gone. "Wait a few minutes" together with require_login is this, not throttling.
  {
    when: (x, text) =>
      text('message') === 'login_required' ||
      text('message') === 'user_has_logged_out' ||
      text('error_type') === 'login_required' ||
      isTrue(x, 'require_login'),
    then: account('SESSION_INVALID'),
  },

  // Too much.
  {
    when: (x, text) => isTrue(x, 'spam') || text('message') === 'feedback_required',
    then: action('ACTION_BLOCKED'),
  },
  {
    when: (x, text) =>
      x.status === 429 || text('error_type') === 'rate_limit_error' || /wait a few minutes/.test(text('message')),
    then: later('RATE_LIMITED'),
  },
  {
    when: (_, text) => /follow(ing)? (too many|the max)|too many accounts|can't follow/.test(text('message')),
    then: action('ACTION_BLOCKED'),
  },

  // The target.
  { when: (_, text) => text('message') === 'not authorized to view user', then: target('TARGET_PRIVATE') },
  {
    when: (_, text) => /^(user not found|media not found|sorry, this media has been deleted)/.test(text('message')),
    then: target('TARGET_NOT_FOUND'),
  },
  { when: (x) => (x.status === 404 || x.status === 410) && x.body !== null, then: target('TARGET_NOT_FOUND') },
  // A page instead of an answer: the address itself is gone, and a bot that goes on would leave out target by target.
  { when: (x) => x.status === 404 || x.status === 410, then: later('INSTAGRAM_UNEXPECTED') },

  // Instagram's own trouble: the effect may have happened all the same.
  {
    when: (x) => x.status === 408 || between(x.status, 500, 599),
    then: { ...later('INSTAGRAM_UNAVAILABLE'), effect: 'unknown' },
  },
];
