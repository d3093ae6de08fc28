import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { Tx } from '../../platform/database/tx.ts';
import { SessionOpening } from './session-opening.entity.ts';

@Injectable()
export class SessionOpeningsRepository {
  /** Of an account of the user's, the newest first, older than `before`. */
  findPage(tx: Tx, accountId: string, limit: number, before: string | null): Promise<SessionOpening[]> {
    return tx.of(SessionOpening).find({
      where: { accountId, userId: tx.userId, ...(before === null ? {} : { id: LessThan(before) }) },
      order: { id: 'DESC' },
      take: limit,
    });
  }
}
