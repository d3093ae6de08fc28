import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { allRoutes, type RouteEntry } from '@pacekeeper/contracts';
import { USER_LIMITS, type UserLimit } from '../modules/users/user-limits.ts';

/**
 * What bounds a route: limits of a user by name, and others in words, each with the file that holds it. `nothing` is for
 * routes that hash nothing, mail nothing, try no code and ask nothing of Instagram.
 */
type Bound = UserLimit | readonly [words: string, file: string] | 'nothing';

const PROOF = ['failed passwords of a user, a device and an address', 'auth/proof/password-proof.service.ts'] as const;
const FACTORS = ['wrong second factors of a user', 'auth/second-factors/second-factors.service.ts'] as const;
const LINK = ['a link that serves once', 'auth/reset/reset-tokens.repository.ts'] as const;
const CODES = ['codes and checks of one sign-in', 'accounts/verification-rules.ts'] as const;
const READ_CAP = ['the reads of an account', 'bot/ledger/reads.repository.ts'] as const;
const OWN_SESSION = ['a session that a connection brings, once', 'accounts/accounts.service.ts'] as const;

/** Every route that changes something, and those that read much. A new one fails until it is here. */
const BOUNDS: Readonly<Record<string, readonly Bound[]>> = {
  'POST auth/login': [PROOF],
  'POST auth/login/verify': [FACTORS],
  'POST auth/refresh': ['nothing'],
  'POST auth/logout': ['nothing'],
  'POST auth/reauthenticate': [PROOF, 'password_proof', FACTORS],
  'POST auth/forgot-password': [['mails to a user and from an address', 'auth/reset/forgotten-password.service.ts']],
  'POST auth/reset-password': [LINK, 'password_reset'],
  'POST auth/confirm-email': ['nothing'],
  'DELETE auth/sessions': ['nothing'],
  'DELETE auth/sessions/:id': ['nothing'],
  'DELETE users/:id/sessions': ['nothing'],
  'POST auth/recovery-codes': ['recovery_codes'],
  'DELETE users/:id/two-factor': [
    ['one mail for factors that are there', 'auth/second-factors/second-factors.service.ts'],
  ],
  'POST auth/totp/enroll': ['nothing'],
  'POST auth/totp/confirm': ['totp_confirm', 'factor_change'],
  'DELETE auth/totp': ['factor_change'],
  'POST auth/passkeys/register/options': ['nothing'],
  'POST auth/passkeys/register': ['factor_change'],
  'DELETE auth/passkeys/:id': ['factor_change'],
  'POST auth/passkeys/login/options': ['nothing'],
  'POST auth/passkeys/login': [['a challenge that serves once', 'auth/second-factors/passkeys.service.ts']],
  'PUT users/:id/change-password': [PROOF, 'password_proof', 'password_change'],
  'POST users/:id/reset-password': ['recovery_start', 'recovery_of'],
  'POST admin/initialize-password': [PROOF, 'password_change'],
  'POST users': ['user_create'],
  'PATCH users/:id': ['email_change', 'email_of_others'],
  'DELETE users/:id': ['nothing'],
  'GET users/:id/export': [['one export of a user at a time', 'users/export-turns.ts']],
  'PATCH bot/accounts/:id': ['nothing'],
  'DELETE bot/accounts/:id': [OWN_SESSION],
  'POST bot/accounts/:id/test-proxy': ['session_test'],
  'POST bot/logout': [OWN_SESSION],
  'POST users/:id/test-session': ['session_test'],
  'POST bot/login': ['instagram_sign_in', ['wrong passwords of a name', 'accounts/login-pauses.service.ts']],
  'POST bot/login/verify': [CODES, 'instagram_sign_in'],
  'POST bot/login/resend': [CODES],
  'DELETE bot/login/pending/:id': ['nothing'],
  'POST bot/start': ['session_test'],
  'POST bot/stop': ['nothing'],
  'POST admin/fleet/pause': ['nothing'],
  'POST admin/fleet/resume': ['nothing'],
  'PUT admin/security': ['nothing'],
  'POST bot/actions/follow-hashtag': ['nothing'],
  'POST bot/jobs': [READ_CAP],
  'PUT bot/accounts/:id/ramp': ['nothing'],
  'POST bot/accounts/:id/export-session': ['session_export'],
  'POST bot/login/session': ['instagram_sign_in', ['wrong sessions of an account', 'accounts/login-pauses.service.ts']],
  'POST bot/stop-all': ['nothing'],
  'POST bot/breakers/:id/release': ['nothing'],
  'POST allow-list': ['nothing'],
  'PATCH allow-list/:id': ['nothing'],
  'DELETE allow-list/:id': ['nothing'],
  'POST block-list': ['nothing'],
  'PATCH block-list/:id': ['nothing'],
  'DELETE block-list/:id': ['nothing'],
  'POST dm-templates': ['nothing'],
  'PATCH dm-templates/:id': ['nothing'],
  'DELETE dm-templates/:id': ['nothing'],
  'POST hashtags': ['nothing'],
  'PATCH hashtags/:id': ['nothing'],
  'DELETE hashtags/:id': ['nothing'],
  'POST locations': ['nothing'],
  'PATCH locations/:id': ['nothing'],
  'DELETE locations/:id': ['nothing'],
  'POST opt-outs': ['nothing'],
  'PATCH opt-outs/:id': ['nothing'],
  'DELETE opt-outs/:id': ['nothing'],
  'POST auth/tokens': ['api_token'],
  'DELETE auth/tokens/:id': ['nothing'],
  'PUT users/:id/notifications': ['nothing'],
  'POST users/:id/notifications/test': ['notification_test'],
  'POST bot/actions/follow-location': ['nothing'],
  'POST bot/actions/follow-followers': ['nothing'],
  'POST bot/actions/like-hashtag': ['nothing'],
  'POST bot/actions/like-location': ['nothing'],
  'POST bot/actions/like-followers': ['nothing'],
  'POST bot/actions/like-following': ['nothing'],
  'POST bot/actions/view-followers-stories': ['nothing'],
  'POST bot/actions/view-following-stories': ['nothing'],
  'POST bot/actions/unfollow': ['nothing'],
  'POST bot/actions/send-dms': ['nothing'],
  'PATCH bot/jobs/:id': ['nothing'],
  'POST bot/jobs/:id/cancel': ['nothing'],
  'POST bot/jobs/:id/pause': ['nothing'],
  'POST bot/jobs/:id/resume': ['nothing'],
  'PATCH bot/jobs/:id/plan': ['nothing'],
  'POST bot/jobs/:id/approve': ['session_test'],
  'POST bot/jobs/:id/reject': ['nothing'],
  'POST bot/jobs/:id/undo': ['session_test'],
  'POST bot/schedules': ['nothing'],
  'PATCH bot/schedules/:id': ['nothing'],
  'DELETE bot/schedules/:id': ['nothing'],
  'POST bot/schedules/:id/run': ['nothing'],
  'POST bot/reviews/:id/resolve': ['nothing'],
  'PUT limits': ['nothing'],
  'PUT users/:id/limits': ['nothing'],
  'DELETE users/:id/limits': ['nothing'],
  'PUT users/:id/wishes': ['nothing'],
};

/** Routes that check a password or a code are also counted for their address (LOGINS_PER_MINUTE). */
const GUESSABLE = [
  'POST auth/login',
  'POST auth/login/verify',
  'POST auth/reauthenticate',
  'POST auth/forgot-password',
  'POST auth/reset-password',
  'POST auth/confirm-email',
  'POST auth/totp/confirm',
  'POST auth/passkeys/login/options',
  'POST auth/passkeys/login',
  'PUT users/:id/change-password',
  'POST admin/initialize-password',
  'PATCH bot/accounts/:id',
  'POST bot/accounts/:id/test-proxy',
  'POST bot/accounts/:id/export-session',
  'POST bot/login',
  'POST bot/login/session',
  'POST bot/login/verify',
  'POST bot/login/resend',
];

const MODULES = new URL('../modules/', import.meta.url);
const addressOf = ({ method, path }: RouteEntry): string => `${method} ${path.replace('/api/', '')}`;
const changing = allRoutes.filter(({ method }) => method !== 'GET').map(addressOf);
const bounds = Object.values(BOUNDS).flat();

describe('every route that changes something', () => {
  it.each(changing)('%s says what bounds it', (route) => expect(BOUNDS[route]).toBeDefined());

  it('is one of the API', () => {
    const all = allRoutes.map(addressOf);
    expect(Object.keys(BOUNDS).filter((route) => !all.includes(route))).toEqual([]);
  });

  it('is counted for its address where it checks a password or a code', () => {
    expect(new Set(allRoutes.filter(({ guessable }) => guessable).map(addressOf))).toEqual(new Set(GUESSABLE));
  });
});

describe('every limit of a user', () => {
  const sources = globSync('**/*.ts', { cwd: MODULES })
    .filter((file) => !file.endsWith('.spec.ts') && !file.endsWith('user-limits.ts'))
    .map((file) => readFileSync(new URL(file, MODULES), 'utf8'))
    .join('\n');

  it.each(Object.keys(USER_LIMITS))('%s is spent, and bounds a route', (name) => {
    expect(sources).toMatch(new RegExp(`limits\\.spend\\([^)]*'${name}'`));
    expect(bounds).toContain(name);
  });

  it('is in the document on security', () => {
    const text = readFileSync(new URL('../../../../docs/security.md', MODULES), 'utf8');
    for (const { most } of Object.values(USER_LIMITS)) expect(text).toContain(String(most));
  });
});

it.each([...new Set(bounds.flatMap((bound) => (typeof bound === 'string' ? [] : [bound[1]])))])(
  'what bounds a route is there: %s',
  (file) => expect(readFileSync(new URL(file, MODULES), 'utf8').length).toBeGreaterThan(0),
);
