import { catalogue } from './entry.ts';

export const userErrors = catalogue({
  PASSWORD_TOO_WEAK: {
    code: 'E-USER-W-11BB',
    module: 'USER',
    severity: 'W',
    status: 422,
    title: 'Choose a stronger password',
    message: 'This password is refused: {reason}.',
    cause:
      'Passwords need 12 to 128 characters of any kind, and may not be common, leaked, your user name or the name of this product.',
    side: 'you',
    steps: ['Take a few words that do not belong together, or let a password manager make one.'],
    clears_by_itself: false,
  },
});

export const quotaErrors = catalogue({
  QUOTA_EXCEEDED: {
    code: 'E-QUOTA-W-45D6',
    module: 'QUOTA',
    severity: 'W',
    status: 429,
    title: "Today's limit is reached",
    message: 'No {action} is left for today; the limit is {limit}.',
    cause: 'Every action of this kind that is allowed for today has been used or is reserved by an action under way.',
    side: 'you',
    steps: [
      'Wait until the limit resets; the time is shown with your limits.',
      'If the limit is too low for your work, ask an administrator to raise it.',
    ],
    clears_by_itself: true,
  },
});
