import type { LimitRule } from '../limits/rate-limits.ts';
import type { Simulation } from '../simulation.ts';
import { addAccount, type NewAccount } from './new-account.ts';

interface DemoAccount {
  readonly shows: string;
  /** Shown as the password, where the account shows what a wrong one does. */
  readonly shownPassword?: string;
  readonly account: NewAccount;
  readonly limit?: Omit<LimitRule, 'id' | 'account' | 'per'>;
}

const DEMO_SMS_CODE = '123456';
const DEMO_EMAIL_CODE = '654321';

const life = (full_name: string, biography: string, followers: number, following: number, posts: number) => ({
  full_name,
  biography,
  followers,
  following,
  posts,
});

/** People to sign in as. Names and passwords stay: scripts and guides mention them. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    shows: 'a plain account: everything works',
    account: {
      username: 'demo_plain',
      password: 'plain-lantern-harbour-2041',
      ...life('Plain Demo', 'Nothing special, on purpose.', 120, 40, 12),
    },
  },
  {
    shows: 'two factor with an authenticator app',
    account: {
      username: 'demo_totp',
      password: 'totp-compass-orchard-3152',
      two_factor: { totp_seed: 'KRUGS4ZANFZSAYJAMRSW23ZA', backup_codes: ['48213957', '70694125', '35870246'] },
      sms_code: DEMO_SMS_CODE,
      ...life('Totp Demo', 'Asks for six digits.', 60, 25, 6),
    },
  },
  {
    shows: 'two factor with a code by SMS',
    account: {
      username: 'demo_sms',
      password: 'sms-feather-meadow-4263',
      two_factor: { sms: true, backup_codes: ['19467382', '86025719'] },
      sms_code: DEMO_SMS_CODE,
      ...life('Sms Demo', 'Sends a text first.', 60, 25, 6),
    },
  },
  {
    shows: 'a challenge: Instagram mails a code',
    account: {
      username: 'demo_challenge',
      password: 'challenge-willow-bridge-5374',
      challenge: { scenario: 'email', on: 'login', repeat: 'each_device' },
      email_code: DEMO_EMAIL_CODE,
      ...life('Challenge Demo', 'Is it really you?', 60, 25, 6),
    },
  },
  {
    shows: 'a challenge: you choose whether the code comes by e-mail or SMS',
    account: {
      username: 'demo_choice',
      password: 'choice-marble-lagoon-6152',
      challenge: { scenario: 'choose', on: 'login', repeat: 'each_device' },
      sms_code: DEMO_SMS_CODE,
      email_code: DEMO_EMAIL_CODE,
      ...life('Choice Demo', 'This way or that.', 60, 25, 6),
    },
  },
  {
    shows: 'a challenge: Instagram asks whether it was you',
    account: {
      username: 'demo_approve',
      password: 'approve-cedar-lantern-7263',
      challenge: { scenario: 'login_review', on: 'login', repeat: 'each_device' },
      ...life('Approve Demo', 'It was me.', 60, 25, 6),
    },
  },
  {
    shows: 'a challenge in the app; the invented phone confirms it after 20 seconds',
    account: {
      username: 'demo_by_hand',
      password: 'hand-juniper-causeway-8374',
      challenge: { scenario: 'on_phone', on: 'login', repeat: 'each_device', confirmsAfterS: 20 },
      ...life('By Hand Demo', 'Look at the phone.', 60, 25, 6),
    },
  },
  {
    shows: 'a wrong password: Instagram refuses it, and the name has to wait',
    shownPassword: 'wrong-on-purpose-sparrow-9485',
    account: {
      username: 'demo_wrong',
      password: 'hidden-sparrow-lagoon-0596',
      ...life('Wrong Demo', 'Nobody gets in here.', 10, 5, 2),
    },
  },
  {
    shows: 'a disabled account: sign-in is refused',
    account: {
      username: 'demo_disabled',
      password: 'disabled-quartz-valley-6485',
      disabled: true,
      ...life('Disabled Demo', '', 10, 5, 2),
    },
  },
  {
    shows: 'follows are blocked after five a day',
    account: {
      username: 'demo_blocked',
      password: 'blocked-amber-thicket-7596',
      ...life('Blocked Demo', 'Too keen.', 80, 30, 6),
    },
    limit: { action: 'follow', window_s: 86_400, soft: 5, hard: null, challenge_after: null, block_s: 86_400 },
  },
  {
    shows: 'follows are answered with 200 and do nothing',
    account: {
      username: 'demo_silent',
      password: 'silent-glacier-parsley-8607',
      silent: ['follow'],
      ...life('Silent Demo', 'Nobody hears.', 80, 30, 6),
    },
  },
  {
    shows: 'more than ten actions in ten minutes are refused with 429',
    account: {
      username: 'demo_limited',
      password: 'limited-copper-sundial-9718',
      ...life('Limited Demo', 'One thing at a time.', 80, 30, 6),
    },
    limit: { action: 'any', window_s: 600, soft: null, hard: 10, challenge_after: null, block_s: 600 },
  },
  {
    shows: 'the password is not taken any more: connect it with a session file',
    account: {
      username: 'demo_session',
      password: 'session-harvest-window-6182',
      password_refused: true,
      ...life('Session Demo', 'Signed in elsewhere, long ago.', 90, 30, 8),
    },
  },
];

/** Adds the demo accounts that are not there yet, and their limits. */
export const addDemoAccounts = (sim: Simulation): void => {
  for (const { account, shows, shownPassword, limit } of DEMO_ACCOUNTS) {
    if (!sim.accounts.byName(account.username)) {
      const added = addAccount(sim, account, shows);
      if (shownPassword !== undefined) added.demoPassword = shownPassword;
    }
    if (limit) sim.limits.add({ id: account.username, account: account.username, per: 'account', ...limit });
  }
};
