export { MailsModule } from './mails.module.ts';
export { MailsService, type NewMail } from './mails.service.ts';
