import { bodyText, fail, type Reply } from '../transport/reply.ts';
import * as errors from '../wire/errors.ts';
import type { FaultRule } from './fault-rule.ts';
import { isReshape, reshape } from './reshape.ts';

export interface FaultContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly path: string;
  /** Opens a challenge of the caller that can be solved, and answers it. */
  challenge(rule: FaultRule): Reply;
  /** The answer that the call would have got. */
  trueReply(): Reply;
}

/** The answer to a call under a fault; null: no answer ever. */
export const faultReply = (rule: FaultRule, context: FaultContext): Reply | null => {
  if (isReshape(rule.kind)) return reshape(rule.kind, context.trueReply());
  switch (rule.kind) {
    case 'hang':
    case 'reset':
      return null;
    case 'delay':
    case 'silent':
    case 'big_ids':
      return context.trueReply();
    case 'truncated_json':
      return truncated(context.trueReply());
    case 'ok_400':
      return { ...context.trueReply(), status: 400 };
    case 'server_error':
      return errors.serverError();
    case 'bad_gateway':
      return errors.gatewayHtml(502);
    case 'unavailable':
      return errors.emptyReply(503);
    case 'redirect':
      return errors.redirect();
    case 'html':
      return errors.pageHtml();
    case 'empty':
      return errors.emptyReply(200);
    case 'null_body':
      return { status: 200, json: null };
    case 'no_status':
      return { status: 200, json: {} };
    case 'fail_200':
      return fail(200, { message: 'Something went wrong.' });
    case 'rate_limit':
      return errors.rateLimited();
    case 'rate_limit_text':
      return errors.rateLimitedText();
    case 'rate_limit_401':
      return errors.rateLimited401();
    case 'rate_limit_403':
      return errors.rateLimited403();
    case 'require_login':
      return fail(400, { message: '', require_login: true });
    case 'unauthorized':
      return errors.emptyReply(401);
    case 'custom':
      return typeof rule.body === 'string'
        ? { status: rule.status, text: rule.body, type: 'text/html; charset=utf-8' }
        : { status: rule.status, json: rule.body };
    case 'account_suspended':
      return errors.accountSuspended();
    case 'useragent_mismatch':
      return fail(400, { message: 'useragent mismatch' });
    case 'challenge_by_type':
      return fail(400, { message: 'checkpoint_challenge_required' });
    case 'needs_upgrade_message':
      return fail(400, { message: 'needs_upgrade' });
    case 'unsupported_by_challenge':
      return errors.unsupportedByChallenge();
    case 'feedback_required':
      return errors.feedbackRequired(blockOf(rule, context));
    case 'spam':
      return fail(400, { message: '', spam: true });
    case 'follow_limit':
      return errors.followLimit();
    case 'sentry_block':
      return errors.sentryBlock();
    case 'inactive_user':
      return errors.inactiveUser();
    case 'login_required':
      return errors.loginRequired(rule.logout_reason);
    case 'user_has_logged_out':
      return errors.userHasLoggedOut();
    case 'challenge_required':
      return context.challenge(rule);
    case 'checkpoint_required':
      return errors.checkpointRequired();
    case 'unsupported_version':
    case 'needs_upgrade':
    case 'needs_upgrade_467':
      return errors.versionRefused(rule.kind);
    case 'consent_required':
      return errors.consentRequired();
    case 'not_authorized':
      return errors.notAuthorized();
    case 'not_found':
      return context.path.includes('/media/') ? errors.mediaNotFound() : errors.userNotFound();
    case 'proxy_auth_required':
      return proxyAuthRequired();
    default:
      return assertNever(rule.kind);
  }
};

export const proxyAuthRequired = (): Reply => ({
  status: 407,
  text: 'Proxy Authentication Required\n',
  type: 'text/plain; charset=utf-8',
  headers: { 'Proxy-Authenticate': 'Basic realm="proxy"' },
});

/** The first half of the body, under a length that fits: JSON that breaks off. */
const truncated = (reply: Reply): Reply => {
  const text = bodyText(reply);
  return {
    ...reply,
    text: text.slice(0, Math.max(1, Math.floor(text.length / 2))),
    type: 'application/json; charset=utf-8',
  };
};

export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const blockOf = (rule: FaultRule, context: FaultContext): errors.ActionBlock => ({
  expiresOn: rule.expires_on ?? (rule.expires_in_s === null ? null : dayOf(context.now + rule.expires_in_s * 1000)),
  report: context.path.includes('/like/') ? 'instagram_like_add' : 'instagram_follow_users',
  spam: rule.spam,
  ...(rule.category === null ? {} : { category: rule.category }),
});

const assertNever = (kind: never): never => {
  throw new Error(`There is no fault of the kind ${String(kind)}.`);
};
