import type { Account } from '../accounts/account.ts';
import type { Secrets } from '../support/secrets.ts';

/** "Sends" a code: what was sent is read at the control port. Fixed codes stay. */
export const newCode = (secrets: Secrets, account: Account, by: 'sms' | 'email'): void => {
  if (account.fixedCodes) return;
  const code = secrets.digits(6);
  if (by === 'sms') account.smsCode = code;
  else account.emailCode = code;
};

/** The last four digits, as answers show a phone number. */
export const lastDigits = (phone: string): string => phone.replaceAll(/\D/g, '').slice(-4);

/** `l****n@example.com` */
export const obscureEmail = (email: string): string => {
  const [name = '', host = ''] = email.split('@');
  return `${name.slice(0, 1)}****${name.slice(-1)}@${host}`;
};

/** `+49 *** *** 3345` */
export const obscurePhone = (phone: string): string => `${phone.slice(0, 3)} *** *** ${lastDigits(phone)}`;
