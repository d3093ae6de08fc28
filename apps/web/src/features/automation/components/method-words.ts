import type { VerificationMethod } from '@pacekeeper/contracts';

/** What a method is called, and what its person does with it. */
export const METHOD_WORDS: Readonly<Record<VerificationMethod, { name: string; where: string }>> = {
  totp: { name: 'Authenticator app', where: 'Enter the code that your authenticator app shows.' },
  sms: { name: 'Text message', where: 'Enter the code from the text message.' },
  whatsapp: { name: 'WhatsApp', where: 'Enter the code from the WhatsApp message.' },
  backup: { name: 'Backup code', where: 'Enter one of your backup codes that you have not used yet.' },
  email: { name: 'E-mail', where: 'Enter the code from the e-mail.' },
  approve: { name: 'It was me', where: 'Confirm that the sign-in is yours.' },
  by_hand: { name: 'Instagram app', where: 'Do what the Instagram app asks for, then come back.' },
};
