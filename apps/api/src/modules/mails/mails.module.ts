import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { MailModule } from '../../platform/mail/mail.module.ts';
import { MailSender } from './mail-sender.ts';
import { MailsRepository } from './mails.repository.ts';
import { MailsService } from './mails.service.ts';
import { OutgoingMail } from './outgoing-mail.entity.ts';

/** Writes mail; any process may. */
@Module({
  imports: [DatabaseModule.entities(OutgoingMail)],
  providers: [MailsRepository, MailsService],
  exports: [MailsService],
})
export class MailsModule {}

/** Sends it: for the process that has all the modules that prepare a mail. */
@Module({ imports: [MailsModule, MailModule], providers: [MailSender] })
export class MailSendingModule {}
