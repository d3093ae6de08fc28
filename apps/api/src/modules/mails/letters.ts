import { AppError } from '../../platform/errors/app-error.ts';
import type { MailKind, MailParams } from './mail-kinds.ts';
import { moment, plain, wrapped } from './wording.ts';

/** What a letter is written from. */
export interface Occasion {
  readonly kind: MailKind;
  /** When it happened. */
  readonly at: Date;
  /** Whom the letter is for, and the zone of their clock. */
  readonly username: string;
  readonly timeZone: string;
  /**
   * What it says beside its kind: `link` and `valid_for` of an invitation or a reset; and where they are known `email`
   * (the new one), `factor` (totp, passkey or all), `left` (recovery codes), `address` (where the request came from),
   * `account` (an Instagram name), `name` and `expires_at` (of an API token).
   */
  readonly params: MailParams;
}

export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** What differs from kind to kind; each line of `story` and of `steps` is a paragraph. */
interface Draft {
  readonly subject: string;
  readonly story: readonly string[];
  readonly steps: readonly string[];
}

type Describe = (about: About) => Draft;

/** What the drafts below say: words of this occasion, ready for use in a sentence. */
interface About {
  readonly when: string;
  readonly user: string;
  readonly base: string;
  /** A param that may be missing. */
  said(name: string): string;
  /** A param that must be there. */
  link(): string;
}

const FACTORS: Readonly<Record<string, string>> = {
  totp: 'authenticator app',
  passkey: 'passkey',
  all: 'all of them, and the recovery codes',
};

const RECOVER = ({ base }: About): readonly string[] => [
  `Choose a new password, which ends all your login sessions: ${base}/forgot-password`,
  `Sign in and look at your second factors, login sessions and API tokens: ${base}/profile`,
  'Tell your administrator.',
];

const factorLine = ({ said }: About): readonly string[] => {
  const factor = said('factor');
  return factor ? [`Second factor: ${FACTORS[factor] ?? factor}`] : [];
};

const optional = (label: string, value: string): readonly string[] => (value ? [`${label}: ${value}`] : []);

const DRAFTS: Readonly<Record<MailKind, Describe>> = {
  invitation: ({ when, user, said, link }) => ({
    subject: 'Your invitation to Pacekeeper',
    story: [
      `On ${when} an administrator created a user for you. Your user name is ${user}. Choose your password here:`,
      link(),
      `The link works once, within ${said('valid_for')}.`,
    ],
    steps: ['If you expected no invitation, do nothing: without this mail no one can use the link.'],
  }),
  password_reset: ({ when, user, said, link }) => ({
    subject: 'Reset your Pacekeeper password',
    story: [
      `On ${when} someone asked to reset the password of your user ${user}. Choose a new one here:`,
      link(),
      `The link works once, within ${said('valid_for')}. The new password ends your login sessions and every other such link.`,
    ],
    steps: [
      'If you did not ask for it, do nothing: your password stays as it is. If such mail comes again, tell your administrator.',
    ],
  }),
  password_changed: (about) => ({
    subject: 'Your Pacekeeper password was changed',
    story: [`The password of your user ${about.user} was changed on ${about.when}. Other login sessions were ended.`],
    steps: RECOVER(about),
  }),
  email_confirmation: ({ when, user, said, link }) => ({
    subject: 'Confirm your e-mail address for Pacekeeper',
    story: [
      `On ${when} the user ${user} asked to use this e-mail address. Confirm it here:`,
      link(),
      `The link serves once, within ${said('valid_for')}. Until then nothing changes.`,
    ],
    steps: ['If you did not ask for it, do nothing: without this link the address is not used.'],
  }),
  email_change_requested: ({ when, user, base, said }) => ({
    subject: 'Another e-mail address was asked for your Pacekeeper user',
    story: [
      `On ${when} another e-mail address was asked for your user ${user}. It counts once it is confirmed from there.`,
      ...optional('New address', said('email')),
    ],
    steps: [
      `Sign in, change your password and end the other login sessions: ${base}/profile`,
      'Then enter your own address again, which ends the request.',
      'Tell your administrator.',
    ],
  }),
  email_in_use: ({ when, user }) => ({
    subject: 'Another Pacekeeper user asked for your e-mail address',
    story: [
      `On ${when} another user here asked to use this e-mail address. It is the address of your user ${user} and stays so. Nothing was changed, and the other user was not told.`,
    ],
    steps: ['There is nothing you have to do. If it happens again, tell your administrator.'],
  }),
  email_changed: ({ when, user, base, said }) => ({
    subject: 'The e-mail address of your Pacekeeper user was changed',
    story: [
      `The e-mail address of your user ${user} was changed on ${when}.`,
      ...optional('New address', said('email')),
    ],
    // A reset link would go to the new address, so asking for one is no help here.
    steps: [
      'Tell your administrator at once: reset links no longer go to the old address.',
      `If you can still sign in, change your password and look at your login sessions: ${base}/profile`,
    ],
  }),
  two_factor_added: (about) => ({
    subject: 'A second factor was added to your Pacekeeper user',
    story: [`A second factor was added to your user ${about.user} on ${about.when}.`, ...factorLine(about)],
    steps: RECOVER(about),
  }),
  two_factor_removed: (about) => ({
    subject: 'A second factor was removed from your Pacekeeper user',
    story: [`A second factor was removed from your user ${about.user} on ${about.when}.`, ...factorLine(about)],
    steps: RECOVER(about),
  }),
  recovery_codes_made: (about) => ({
    subject: 'New recovery codes were made for your Pacekeeper user',
    story: [`New recovery codes were made for your user ${about.user} on ${about.when}. The old ones no longer work.`],
    steps: RECOVER(about),
  }),
  recovery_code_used: (about) => ({
    subject: 'A recovery code of your Pacekeeper user was used',
    story: [
      `A recovery code of your user ${about.user} was used on ${about.when}. It does not work again.`,
      ...optional('Recovery codes left', about.said('left')),
    ],
    steps: RECOVER(about),
  }),
  sessions_ended: (about) => ({
    subject: 'Login sessions of your Pacekeeper user were ended',
    story: [
      `Login sessions of your user ${about.user} were ended on ${about.when}. To continue, sign in again: ${about.base}/login`,
    ],
    steps: RECOVER(about),
  }),
  account_taken_over: ({ when, user, base, said }) => ({
    subject: 'Another user connected your Instagram account to Pacekeeper',
    story: [
      `On ${when} another user here connected the Instagram account @${said('account')}, with its password or a session of it. It had been connected by your user ${user}: that connection has ended, its bot is stopped and its session was wiped.`,
      'An Instagram account can be connected by one user only, so that no two bots act for it.',
    ],
    steps: [
      'Ask your team who it was.',
      'If no one should have, change the password in the Instagram app, which ends every session there.',
      `Then connect the account again: ${base}/automation`,
    ],
  }),
  session_exported: ({ when, user, base, said }) => ({
    subject: 'An Instagram session was exported from Pacekeeper',
    story: [
      `On ${when} the session of the Instagram account @${said('account')} was taken out as a file by your user ${user}. The file grants access to the account, without its password.`,
    ],
    steps: [
      'Change the password in the Instagram app, which ends every session there.',
      `Choose a new password here, which ends all your login sessions: ${base}/forgot-password`,
      'Tell your administrator.',
    ],
  }),
  api_token_created: ({ when, user, base, said }) => ({
    subject: 'An API token was created for your Pacekeeper user',
    story: [
      `An API token was created for your user ${user} on ${when}. Programs that have it act in your name.`,
      ...optional('Name', said('name')),
      ...optional('Ends', said('expires_at')),
    ],
    steps: [
      `Remove the token in your profile: ${base}/profile`,
      `Choose a new password, which ends all your login sessions: ${base}/forgot-password`,
      'Tell your administrator.',
    ],
  }),
};

const aboutOf = ({ at, timeZone, username, params }: Occasion, base: string): About => ({
  when: moment(at, timeZone),
  user: `"${plain(username, 64)}"`,
  base,
  said: (name) => plain(params[name] ?? '', 254),
  link: () => {
    const { link } = params;
    if (!link) throw new AppError('INTERNAL', {}, { cause: new TypeError('a letter lacks its link') });
    return link;
  },
});

const WITH_LINK: readonly MailKind[] = ['invitation', 'password_reset', 'email_confirmation'];
const isNotice = (kind: MailKind): boolean => !WITH_LINK.includes(kind);

/**
 * The letter for an occasion, in plain text. Links begin with `publicUrl`, each on a line of its own that is never
 * broken; every other line is short.
 */
export const letter = (occasion: Occasion, publicUrl: string): Letter => {
  const { subject, story, steps } = DRAFTS[occasion.kind](aboutOf(occasion, publicUrl));
  const address = plain(occasion.params['address'] ?? '', 64);
  const paragraphs = [
    `Hello ${plain(occasion.username, 64)},`,
    ...story,
    ...(address ? [`The request came from the address ${address}.`] : []),
    ...(isNotice(occasion.kind)
      ? ['If it was you, there is nothing to do.', 'If it was not you:', ...steps.map((step, n) => `${n + 1}. ${step}`)]
      : steps),
    `This mail comes from Pacekeeper: ${publicUrl}`,
  ];
  return { subject, text: `${paragraphs.map(wrapped).join('\n\n')}\n` };
};
