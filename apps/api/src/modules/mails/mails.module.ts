import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { MailsRepository } from './mails.repository.ts';
import { MailsService } from './mails.service.ts';
import { OutgoingMail } from './outgoing-mail.entity.ts';

@Module({
  imports: [DatabaseModule.entities(OutgoingMail)],
  providers: [MailsRepository, MailsService],
  exports: [MailsService],
})
export class MailsModule {}
