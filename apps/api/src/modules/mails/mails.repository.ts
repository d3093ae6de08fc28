import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';
import { OutgoingMail } from './outgoing-mail.entity.ts';

@Injectable()
export class MailsRepository {
  async create(
    tx: Tx,
    mail: Pick<OutgoingMail, 'id' | 'userId' | 'kind' | 'recipient'> & { params: object },
  ): Promise<void> {
    await tx.of(OutgoingMail).insert(mail);
  }
}
