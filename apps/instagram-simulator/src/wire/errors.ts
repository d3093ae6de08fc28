import type { VersionAnswer } from '../settings.ts';
import { fail, type Reply, textReply } from '../transport/reply.ts';

/*
 * The error bodies of Instagram's private API. All carry `status: fail`; clients tell them apart by HTTP status,
 * `message` and `error_type`.
 */

const DISMISS = [{ title: 'OK', action: 'dismiss' }];

export const badPassword = (): Reply =>
  fail(400, {
    message: 'The password you entered is incorrect. Please try again.',
    invalid_credentials: true,
    error_title: 'Incorrect Password',
    buttons: DISMISS,
    error_type: 'bad_password',
  });

export const invalidUser = (): Reply =>
  fail(400, {
    message:
      "The username you entered doesn't appear to belong to an account. Please check your username and try again.",
    invalid_credentials: true,
    error_title: 'Incorrect Username',
    buttons: DISMISS,
    error_type: 'invalid_user',
  });

/** What newer versions of the service answer to both: without an error_type. */
export const badCredentials = (title: 'Incorrect username' | 'Username Not Found'): Reply =>
  fail(400, {
    message: "We can't find an account with these credentials. Please check them and try again.",
    error_title: title,
    buttons: DISMISS,
    invalid_credentials: true,
    exception_name: 'UserInvalidCredentials',
  });

export const challengeRequired = (pk: string, nonce: string): Reply =>
  fail(400, {
    message: 'challenge_required',
    challenge: {
      url: `https://i.instagram.com/challenge/${pk}/${nonce}/`,
      api_path: `/challenge/${pk}/${nonce}/`,
      hide_webview_header: true,
      lock: true,
      logout: false,
      native_flow: true,
      flow_render_type: 0,
    },
    error_type: 'checkpoint_challenge_required',
  });

/** A challenge that leads to a page, not to a check. */
const challengeAt = (path: string): Reply =>
  fail(400, {
    message: 'challenge_required',
    challenge: {
      url: `https://i.instagram.com${path}`,
      api_path: path,
      hide_webview_header: true,
      lock: true,
      logout: false,
      native_flow: false,
      flow_render_type: 0,
    },
    error_type: 'checkpoint_challenge_required',
  });
export const accountSuspended = (): Reply => challengeAt('/accounts/suspended/');
export const unsupportedByChallenge = (): Reply => challengeAt('/web/unsupported_version/');

export const checkpointRequired = (url = 'https://i.instagram.com/checkpoint/dead/'): Reply =>
  fail(400, { message: 'checkpoint_required', checkpoint_url: url, lock: false, flow_render_type: 0 });

const needsUpgrade = (status: 400 | 467 = 400): Reply =>
  fail(status, {
    message: 'Your version of Instagram is out of date. Please upgrade your app to log in to Instagram.',
    error_type: 'needs_upgrade',
  });

export const versionRefused = (answer: VersionAnswer): Reply => {
  if (answer === 'unsupported_version') return checkpointRequired('https://i.instagram.com/web/unsupported_version/');
  return needsUpgrade(answer === 'needs_upgrade_467' ? 467 : 400);
};

export const consentRequired = (): Reply =>
  fail(400, {
    message: 'consent_required',
    consent_data: {
      headline: 'Updates to our terms',
      content: 'Please review the updated terms to go on.',
      button_text: 'Review now',
    },
  });

export interface ActionBlock {
  /** The day on which the block ends, YYYY-MM-DD; null where the message names none. */
  readonly expiresOn: string | null;
  readonly report?: 'instagram_follow_users' | 'instagram_like_add';
  readonly title?: string;
  readonly category?: string;
  /** false: the answer misses the flag by which clients know it. */
  readonly spam?: boolean;
}

export const feedbackRequired = (block: ActionBlock): Reply =>
  fail(400, {
    message: 'feedback_required',
    ...(block.spam === false ? {} : { spam: true }),
    feedback_title: block.title ?? 'Action Blocked',
    feedback_message:
      'This action was blocked. Please try again later. We restrict certain content and actions to protect our community.' +
      (block.expiresOn ? ` This block will expire on ${block.expiresOn}.` : '') +
      ' Tell us if you think we made a mistake.',
    feedback_url: `repute/report_problem/${block.report ?? 'instagram_follow_users'}/`,
    feedback_appeal_label: 'Tell us',
    feedback_ignore_label: 'OK',
    feedback_action: 'report_problem',
    ...(block.category ? { category: block.category } : {}),
  });

export const loginRequired = (reason: 2 | 8 = 2): Reply =>
  fail(403, {
    message: 'login_required',
    error_title: "You've Been Logged Out",
    error_body: 'Please log back in.',
    logout_reason: reason,
  });

export const userHasLoggedOut = (): Reply => fail(403, { message: 'user_has_logged_out' });

const WAIT = 'Please wait a few minutes before you try again.';

export const rateLimited = (): Reply => fail(429, { message: WAIT });
export const rateLimitedText = (): Reply => textReply(429, 'Please wait a few minutes before you try again.\n');
export const rateLimited401 = (): Reply => fail(401, { message: WAIT, require_login: true });
export const rateLimited403 = (): Reply => fail(403, { message: WAIT });

export const sentryBlock = (): Reply =>
  fail(400, { message: 'Sorry, there was a problem with your request.', error_type: 'sentry_block' });

/** The error type is written with a blank; with an underscore clients do not know it. */
export const inactiveUser = (): Reply =>
  fail(400, {
    message: 'Your account has been disabled for violating our terms. Learn how you may be able to restore it.',
    error_type: 'inactive user',
  });

export const notAuthorized = (): Reply => fail(400, { message: 'Not authorized to view user' });
export const userNotFound = (): Reply => fail(404, { message: 'User not found' });
export const mediaNotFound = (): Reply => fail(404, { message: 'Media not found or unavailable' });
export const pathNotFound = (): Reply => fail(404, { message: 'Not found' });

export const followLimit = (): Reply =>
  fail(400, {
    message: "You're following the max limit of accounts. You'll need to unfollow some to start following more.",
  });

export const serverError = (): Reply => fail(500, { message: 'Unknown Server Error.' });

const html = (title: string) =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;

export const gatewayHtml = (status: number): Reply =>
  textReply(status, html(`${status} Gateway Error`), 'text/html; charset=utf-8');
export const redirect = (): Reply => ({
  ...textReply(302, ''),
  headers: { Location: 'https://www.instagram.com/accounts/login/' },
});
export const pageHtml = (): Reply => textReply(200, html('Login'), 'text/html; charset=utf-8');
export const emptyReply = (status: number): Reply => textReply(status, '', 'text/html; charset=utf-8');

export const invalidSignature = (): Reply => fail(400, { message: 'Invalid signature' });
export const invalidParameters = (): Reply => fail(400, { message: 'Invalid Parameters' });

export const wrongTwoFactorCode = (): Reply =>
  fail(400, {
    message: 'Please check the security code and try again.',
    error_type: 'sms_code_validation_code_invalid',
  });
export const staleTwoFactor = (): Reply =>
  fail(400, { message: 'This code is no longer valid. Please request a new one.', error_type: 'invalid_nonce' });
export const wrongChallengeCode = (): Reply =>
  fail(400, { message: 'Please check the code we sent you and try again.' });
