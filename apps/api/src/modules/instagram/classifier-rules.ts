import type { ErrorSymbol } from '@pacekeeper/contracts';
import type { Asked, Effect, Exchange, NextStep, Scope } from './classifier.ts';
import type { Words } from './classifier-words.ts';

/** What a rule says of an answer. */
export interface Meaning {
  readonly symbol: ErrorSymbol;
  readonly scope: Scope;
  readonly next: NextStep;
  readonly effect: Effect;
  /** Whether the words leave open if the session still holds. */
  readonly doubt?: true;
}

interface Rule {
  /** Where the rule holds for such calls alone: its words mean something else, or nothing, elsewhere. */
  readonly only?: Asked | readonly Asked[];
  readonly when: (x: Exchange, words: Words) => boolean;
  readonly then: Meaning;
}

/** No connection was made, so no request went out. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
]);

/** No request goes out to a server whose certificate is not verified. */
const NOT_TRUSTED = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The connection was lost or stayed silent after it was made. */
const CUT_OFF = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ENETRESET']);

/** A refused, lost or silent connection: it says nothing about the account or Instagram's view of it. */
export const isCut = ({ network }: Exchange): boolean =>
  network !== null && (NOT_CONNECTED.has(network) || CUT_OFF.has(network));

const neverSent = ({ network }: Exchange) =>
  network !== null && (NOT_CONNECTED.has(network) || NOT_TRUSTED.has(network));
const between = (status: number | null, from: number, to: number) => status !== null && status >= from && status <= to;

const WAIT = /wait a (?:few|couple of) minutes|try again in a few|too many requests/;

/** Says explicitly that the session is not signed in. */
const saysLoggedOut = (words: Words): boolean =>
  words.is(
    'login_required',
    'user_has_logged_out',
    'useragent_mismatch',
    'user_agent_mismatch',
    'session_expired',
    'invalid_session',
    'not_logged_in',
  ) || words.says(/you've been logged out|user ?-?agent mismatch/);

/**
 * The session may be gone, or Instagram only wants to be left alone: `require_login` comes with both. A bare 401 says as
 * little.
 */
const isAmbiguous = (x: Exchange, words: Words): boolean => {
  if (saysLoggedOut(words)) return words.says(WAIT);
  return words.has('require_login') || x.status === 401;
};

/** An answer that came before the call was carried out, or that cannot have had an effect. */
const before = { effect: 'none' } as const;
/** A refusal of an action that may have taken effect anyway. */
const perhaps = { effect: 'possible' } as const;

const account = (symbol: ErrorSymbol, next: NextStep = 'ask_person') => ({ symbol, scope: 'account', next }) as const;
const action = (symbol: ErrorSymbol) => ({ symbol, scope: 'action', next: 'stop_action' }) as const;
const target = (symbol: ErrorSymbol) => ({ symbol, scope: 'target', next: 'skip_target' }) as const;
const later = (symbol: ErrorSymbol) => account(symbol, 'retry_later');

/** 200 without JSON, `status: fail` under a 200, redirects, and every answer not seen before. */
export const UNEXPECTED: Meaning = { ...later('INSTAGRAM_UNEXPECTED'), ...perhaps };

const OUTDATED: Meaning = { symbol: 'CLIENT_OUTDATED', scope: 'fleet', next: 'stop_fleet', ...before };
/** Instagram wants its newer sign-in for this account; the version is taken for sessions that exist. */
const NOT_OFFERED: Meaning = { ...account('SIGN_IN_NOT_OFFERED'), ...before };

/** The app version is refused by name. */
const saysUnsupported = (words: Words): boolean =>
  words.is('unsupported_version') || words.says(/\/unsupported_version\b/);

/** A wish for an update: of an established session's version, or of the way to sign in. */
const asksForUpgrade = (x: Exchange, words: Words): boolean =>
  x.status === 467 ||
  words.is('needs_upgrade', 'app_upgrade_required', 'update_required') ||
  words.says(/^your version of instagram is out of date/);
const EXPIRED: Meaning = { ...account('VERIFICATION_EXPIRED'), ...before };
const WRONG_CODE: Meaning = { ...account('VERIFICATION_CODE_INVALID'), ...before };

/**
 * Every answer of Instagram and what it means, in the order in which they are asked. Sources: the error bodies of public
 * bug reports and the client library's own behaviour, listed in docs/decisions/0006-classifier.md.
 */
export const RULES: readonly Rule[] = [
  // The network, before anything of Instagram's came back.
  { when: (x) => x.status === 407, then: { ...later('PROXY_FAILED'), ...before } },
  // From the account's own proxy (egress/proxy-tunnel.ts), before anything went through it.
  { when: (x) => x.network === 'EPROXY', then: { ...later('PROXY_FAILED'), ...before } },
  { when: (x) => x.network === 'EPROXYREFUSED', then: { ...later('PROXY_REFUSED'), ...before } },
  { when: (x) => neverSent(x) && x.viaProxy, then: { ...later('PROXY_FAILED'), ...before } },
  { when: (x) => neverSent(x), then: { ...later('INSTAGRAM_UNAVAILABLE'), ...before } },
  { when: (x) => x.network !== null, then: { ...later('INSTAGRAM_UNAVAILABLE'), ...perhaps } },

  // The client: never the person's fault, and the same for every account with this version.
  { when: (_, words) => saysUnsupported(words), then: OUTDATED },
  { only: ['sign_in', 'verification'], when: asksForUpgrade, then: NOT_OFFERED },
  { when: asksForUpgrade, then: OUTDATED },

  // The account is switched off, whatever asks for it.
  {
    when: (_, words) =>
      words.is('inactive_user', 'user_disabled', 'account_disabled', 'account_suspended', 'user_suspended') ||
      words.says(/\/accounts\/(?:suspended|disabled)\b/) ||
      words.says(/account (?:has been|was|is) (?:disabled|suspended)|(?:disabled|suspended) your account/),
    then: { ...account('ACCOUNT_DISABLED', 'stop_account'), ...before },
  },

  // Signing in.
  {
    when: (_, words) => words.has('two_factor_required') || words.is('two_factor_required'),
    then: { ...account('TWO_FACTOR_REQUIRED'), ...before },
  },
  { when: (_, words) => words.is('sms_code_validation_code_invalid'), then: WRONG_CODE },
  {
    only: 'verification',
    when: (_, words) => words.says(/^please check the (?:security )?code/),
    then: WRONG_CODE,
  },
  { when: (_, words) => words.is('invalid_nonce'), then: EXPIRED },
  { only: 'verification', when: (_, words) => words.is('invalid_parameters'), then: EXPIRED },
  { when: (_, words) => words.is('bad_password'), then: { ...account('INSTAGRAM_BAD_PASSWORD'), ...before } },
  { when: (_, words) => words.is('invalid_user'), then: { ...account('INSTAGRAM_INVALID_USER'), ...before } },
  {
    // The modern answer has no error_type; its title tells a wrong name from a wrong password.
    when: (_, words) =>
      words.has('invalid_credentials') &&
      (words.field('error_title').includes('username') || words.is('username_not_found', 'incorrect_username')),
    then: { ...account('INSTAGRAM_INVALID_USER'), ...before },
  },
  {
    when: (_, words) =>
      words.has('invalid_credentials') ||
      words.is('userinvalidcredentials', 'invalid_credentials', 'incorrect_password'),
    then: { ...account('INSTAGRAM_BAD_PASSWORD'), ...before },
  },

  // The account needs its person.
  {
    when: (_, words) => words.is('consent_required') || words.says(/instagram\.com\/(?:web\/)?consent\b/),
    then: { ...account('CONSENT_REQUIRED'), ...perhaps },
  },
  {
    when: (_, words) => words.is('sentry_block', 'ip_block'),
    then: { ...account('LOGIN_BLOCKED', 'stop_account'), ...perhaps },
  },
  {
    when: (_, words) =>
      words.is('challenge_required', 'checkpoint_required', 'checkpoint_challenge_required', 'challengerequired') ||
      words.says(/^(?:https:\/\/[\w.]*instagram\.com)?\/(?:[\w-]+\/)?(?:challenge|checkpoint)\b/),
    then: { ...account('CHALLENGE_REQUIRED'), ...perhaps },
  },

  // Too much of one action. Checked before the session rules: such a block only reaches signed-in accounts.
  {
    when: (_, words) => words.has('spam') || words.is('feedback_required', 'action_blocked'),
    then: { ...action('ACTION_BLOCKED'), ...perhaps },
  },

  // A session that may hold: after a pause one question decides. Without a session there is nothing to doubt.
  {
    only: 'call',
    when: (x, words) => isAmbiguous(x, words) && words.says(WAIT),
    then: { ...later('RATE_LIMITED'), ...perhaps, doubt: true },
  },
  { only: 'call', when: isAmbiguous, then: { ...UNEXPECTED, doubt: true } },
  {
    when: (_, words) => saysLoggedOut(words) && !words.says(WAIT),
    then: { ...account('SESSION_INVALID'), ...before },
  },

  // Too much.
  {
    when: (x, words) =>
      x.status === 429 ||
      words.is('rate_limit_error', 'rate_limited', 'throttled', 'too_many_requests') ||
      words.says(WAIT),
    then: { ...later('RATE_LIMITED'), ...perhaps },
  },
  {
    when: (_, words) => words.says(/follow(?:ing)? (?:too many|the max)|too many accounts|can't follow/),
    then: { ...action('ACTION_BLOCKED'), ...perhaps },
  },

  // The target. Words that are known came before anything was done to it.
  { when: (_, words) => words.is('not_authorized_to_view_user'), then: { ...target('TARGET_PRIVATE'), ...before } },
  {
    when: (_, words) => words.says(/^(?:user not found|media not found|sorry, this media has been deleted)/),
    then: { ...target('TARGET_NOT_FOUND'), ...before },
  },
  {
    when: (x) => (x.status === 404 || x.status === 410) && x.body !== null,
    then: { ...target('TARGET_NOT_FOUND'), ...perhaps },
  },
  // A page instead of an answer: the address itself is gone, and a bot that continued would skip target after target.
  { when: (x) => x.status === 404 || x.status === 410, then: UNEXPECTED },

  // Instagram's own trouble: the action may have taken effect anyway.
  {
    when: (x) => x.status === 408 || between(x.status, 500, 599),
    then: { ...later('INSTAGRAM_UNAVAILABLE'), ...perhaps },
  },
];
