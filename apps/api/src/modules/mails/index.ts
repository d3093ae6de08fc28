export { type MailKind, type MailParams } from './mail-kinds.ts';
export { enqueueAsOwner } from './operator-mail.ts';
export { type WaitingMail } from './mails.repository.ts';
export { MailSendingModule, MailsModule } from './mails.module.ts';
export { MailsService, type NewMail } from './mails.service.ts';
