import type { Scenario } from '../accounts/account.ts';
import { matchesGlob } from '../support/glob.ts';
import type { Random } from '../support/random.ts';
import type { IdMode } from '../wire/ids.ts';
import { RESHAPES } from './reshape.ts';

/** What can go wrong with a call, and how it shows. */
export const FAULT_KINDS = [
  // the connection
  'delay',
  'hang',
  'reset',
  // the server
  'server_error',
  'bad_gateway',
  'unavailable',
  'redirect',
  // the body
  'html',
  'empty',
  'truncated_json',
  'null_body',
  'no_status',
  'fail_200',
  'ok_400',
  'big_ids',
  'silent',
  ...RESHAPES,
  // any answer at all
  'custom',
  // Instagram objects
  'rate_limit',
  'rate_limit_text',
  'rate_limit_401',
  'rate_limit_403',
  'require_login',
  'unauthorized',
  'feedback_required',
  'spam',
  'follow_limit',
  'sentry_block',
  'inactive_user',
  'account_suspended',
  'login_required',
  'user_has_logged_out',
  'useragent_mismatch',
  'challenge_required',
  'checkpoint_required',
  'challenge_by_type',
  'unsupported_version',
  'needs_upgrade',
  'needs_upgrade_467',
  'needs_upgrade_message',
  'unsupported_by_challenge',
  'consent_required',
  'not_authorized',
  'not_found',
  // the proxy
  'proxy_auth_required',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultRule {
  readonly id: string;
  readonly kind: FaultKind;
  readonly account: string | null;
  readonly method: string | null;
  /** `*` within a segment, `**` anything; without slash and star: a part of the path. */
  readonly path: string | null;
  /** Of the calls that match, only this one, counted from 1. */
  readonly nth: number | null;
  /** This many matching calls are let through first. */
  readonly after: number;
  /** How often it is applied at the most. */
  readonly times: number | null;
  readonly probability: number;
  /** The answer comes this much later. */
  readonly delay_ms: number;
  /** Whether the call is carried out although its answer is another; null: as is usual for the kind. */
  readonly effect: boolean | null;
  readonly expires_in_s: number | null;
  readonly expires_on: string | null;
  /** false: feedback_required without the flag `spam`. */
  readonly spam: boolean;
  readonly category: string | null;
  readonly logout_reason: 2 | 8;
  /** login_required and user_has_logged_out also end the session. */
  readonly revoke: boolean;
  readonly scenario: Scenario;
  readonly ids: IdMode;
  /** What `custom` answers. */
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | string;
  /** Calls that matched, and calls that it was applied to. */
  matched: number;
  applied: number;
}

export interface FaultedCall {
  readonly username: string | null;
  readonly method: string;
  readonly path: string;
}

export interface Faults {
  /** The fault that meets this call, or null. */
  pick(call: FaultedCall): FaultRule | null;
  rules(): readonly FaultRule[];
  add(rule: FaultRule): void;
  remove(id: string): boolean;
  clear(): void;
}

/** Rules are asked in the order they were added; the first that fires is applied. */
export const createFaults = (random: Random): Faults => {
  let rules: FaultRule[] = [];
  return {
    pick: (call) => {
      for (const rule of rules) if (matches(rule, call) && fires(rule, random)) return rule;
      return null;
    },
    rules: () => rules,
    add: (rule) => {
      rules = [...rules, rule];
    },
    remove: (id) => {
      const before = rules.length;
      rules = rules.filter((rule) => rule.id !== id);
      return rules.length < before;
    },
    clear: () => {
      rules = [];
    },
  };
};

const matches = (rule: FaultRule, call: FaultedCall): boolean =>
  (rule.account === null || rule.account === call.username) &&
  // The opening of a tunnel is no call of Instagram's: only rules that name it meet it.
  (rule.method === call.method || (rule.method === null && call.method !== 'CONNECT')) &&
  (rule.path === null || matchesGlob(rule.path, call.path));

const fires = (rule: FaultRule, random: Random): boolean => {
  rule.matched++;
  if (rule.nth !== null && rule.matched !== rule.nth) return false;
  if (rule.matched <= rule.after) return false;
  if (rule.times !== null && rule.applied >= rule.times) return false;
  if (rule.probability < 1 && !random.chance(rule.probability)) return false;
  rule.applied++;
  return true;
};

/** Kinds whose call is carried out unless the rule says otherwise. */
const CARRIED_OUT: ReadonlySet<FaultKind> = new Set(['delay', 'truncated_json', 'ok_400', 'big_ids', ...RESHAPES]);

export const isCarriedOut = (rule: FaultRule): boolean =>
  rule.kind === 'silent' ? false : (rule.effect ?? CARRIED_OUT.has(rule.kind));

/** Kinds that show the true answer, changed or late. */
export const needsTrueAnswer = (kind: FaultKind): boolean => CARRIED_OUT.has(kind) || kind === 'silent';
