import { catalogue } from './entry.ts';

/** Errors of Instagram and of the connection to it. */
export const instagramErrors = catalogue({
  RATE_LIMITED: {
    code: 'E-IG-W-8A3A',
    module: 'IG',
    severity: 'W',
    status: 409,
    title: 'Instagram asks to slow down',
    message: 'Instagram says: wait a few minutes before you try again.',
    cause: 'Too many requests came from this account or this address. The bot waits by itself.',
    side: 'instagram',
    steps: ['Nothing to do: the bot continues after the pause shown.', 'If it comes back often, lower the limits.'],
    clears_by_itself: true,
    situations: {
      connecting: {
        cause: 'Too many sign-ins or other requests came from this address or for this account.',
        steps: [
          'Wait a quarter of an hour before you try again here; each try in between counts too.',
          'If it stays for hours, sign in once in the Instagram app and look whether it shows a message.',
        ],
      },
    },
  },
  ACTION_NOT_APPLIED: {
    code: 'E-IG-W-A251',
    module: 'IG',
    severity: 'W',
    status: 409,
    title: 'Instagram accepted it, but nothing happened',
    message: 'Instagram answered as if it had worked, but it had no effect.',
    cause:
      'Instagram sometimes drops actions silently. This target is not tried again, and after several in a row no more of this kind are sent for some hours.',
    side: 'instagram',
    steps: ['Nothing to do for one; if there are many, leave this action alone for a day and lower its limit.'],
    clears_by_itself: false,
  },
  TARGET_NOT_FOUND: {
    code: 'E-IG-W-FAFC',
    module: 'IG',
    severity: 'W',
    status: 409,
    title: 'The target no longer exists',
    message: 'Instagram does not find this account or post.',
    cause: 'It was deleted, renamed, or its owner has blocked this account.',
    side: 'target',
    steps: ['Nothing to do: it was left out and the quota given back.'],
    clears_by_itself: false,
  },
  TARGET_PRIVATE: {
    code: 'E-IG-W-281D',
    module: 'IG',
    severity: 'W',
    status: 409,
    title: 'The target is private',
    message: 'This account is private and does not show what was asked for.',
    cause: 'Only followers whom the owner accepted see it.',
    side: 'target',
    steps: ['Nothing to do: it was left out and the quota given back.'],
    clears_by_itself: false,
  },
  CLIENT_OUTDATED: {
    code: 'E-IG-E-0AEC',
    module: 'IG',
    severity: 'E',
    status: 502,
    title: 'Our Instagram client is too old',
    message: 'Instagram no longer accepts the app version that this account claims. This is not your fault.',
    cause:
      'Instagram refuses old versions of its app from time to time. Only accounts with this version are paused; the others go on.',
    side: 'us',
    steps: [
      'Leave the account as it is; nothing is wrong with it.',
      'If it was connected with a session file, connect it again with a newer one.',
      'Administrators: for all other accounts set INSTAGRAM_APP_VERSION as docs/going-live.md explains.',
    ],
    clears_by_itself: false,
    situations: {
      connecting: {
        steps: [
          'Do not try again yet: your password was not looked at.',
          'Tell an administrator, who sets INSTAGRAM_APP_VERSION as docs/going-live.md explains.',
        ],
      },
      session_file: {
        message: 'Instagram no longer accepts the app version that this session file names. This is not your fault.',
        steps: ['Update the tool that made the file, and make a newer one with it.', 'Connect with that file.'],
      },
    },
  },
  INSTAGRAM_UNAVAILABLE: {
    code: 'E-IG-E-2B7C',
    module: 'IG',
    severity: 'E',
    status: 502,
    title: 'Instagram does not answer',
    message: 'Instagram could not be reached or failed on its side.',
    cause: 'A network fault, a time-out, or a server error at Instagram.',
    side: 'instagram',
    steps: ['Nothing to do: the bot tries again later.', 'If it lasts, check the connection of the server.'],
    clears_by_itself: true,
    situations: {
      connecting: {
        steps: [
          'Try again in a few minutes.',
          'If it lasts, open Instagram in a browser: if that works, tell an administrator to check the connection of the server.',
        ],
      },
    },
  },
  INSTAGRAM_UNEXPECTED: {
    code: 'E-IG-E-EB6F',
    module: 'IG',
    severity: 'E',
    status: 502,
    title: 'Instagram answered something unknown',
    message: 'Instagram answered in a way that Pacekeeper does not know.',
    cause: 'The answer did not have the expected form. The bot pauses instead of guessing.',
    side: 'instagram',
    steps: [
      'Nothing to do yet: the bot tries again after the pause.',
      'If it keeps happening, send the correlation id to an administrator.',
    ],
    clears_by_itself: true,
    situations: {
      connecting: {
        cause: 'The answer to the sign-in was not in the form agreed on. Nothing was stored.',
        steps: [
          'Open the Instagram app as this account and deal with any message there.',
          'Try once more in a few minutes.',
          'If it stays, send the correlation id to an administrator.',
        ],
      },
    },
  },
  PROXY_FAILED: {
    code: 'E-IG-E-4329',
    module: 'IG',
    severity: 'E',
    status: 502,
    title: 'The proxy does not work',
    message: "The account's proxy refused or did not answer.",
    cause: 'The proxy set for this account is down, or its name or password is wrong. Nothing was sent past it.',
    side: 'you',
    steps: ['Check the address, name and password of the proxy in the settings of the account.'],
    clears_by_itself: false,
    situations: {
      connecting: {
        cause: 'The proxy of this sign-in is down, or its name or password is wrong. Nothing was sent past it.',
        steps: ['Check the address, name and password of the proxy, then connect again.'],
      },
    },
  },
  NOT_SUPPORTED_BY_PROVIDER: {
    code: 'E-IG-W-C7C9',
    module: 'IG',
    severity: 'W',
    status: 422,
    title: 'This account cannot do that',
    message: 'The way by which this account is connected does not offer this.',
    cause: 'An account is connected in one of several ways, and not each of them can do everything.',
    side: 'you',
    steps: ['Choose another action, or another account.', 'Or connect this account in the other way.'],
    clears_by_itself: false,
  },
});
