import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@pacekeeper/contracts';
import { Clock } from '../../../platform/clock/clock.ts';
import type { Tx } from '../../../platform/database/tx.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { AuditService } from '../../audit/index.ts';
import { MailsService, type NewMail } from '../../mails/index.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { RecoveryCodesRepository } from './recovery-codes.repository.ts';
import { type Standing, StandingRepository } from './standing.repository.ts';

export interface FactorChange {
  readonly action: AuditAction;
  readonly factor: 'totp' | 'passkey';
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What comes with every factor that is added or removed, in the same transaction, as its last statements. */
@Injectable()
export class FactorChanges {
  constructor(
    private readonly standings: StandingRepository,
    private readonly codes: RecoveryCodesService,
    private readonly codeRows: RecoveryCodesRepository,
    private readonly audit: AuditService,
    private readonly mails: MailsService,
    private readonly clock: Clock,
  ) {}

  /** Call it first: concurrent changes wait for each other, so each sees the one before. */
  begin(tx: Tx): Promise<void> {
    return this.standings.lock(tx);
  }

  /** Returns the recovery codes to show, if the user had none left. */
  async added(tx: Tx, change: FactorChange): Promise<string[]> {
    await this.standings.beginTwoFactor(tx, this.clock.now());
    const shown = await this.codes.makeIfNoneLeft(tx);
    await this.tell(tx, 'two_factor_added', await this.standings.find(tx), change.factor);
    await this.record(tx, change, shown.length > 0 ? { recovery_codes: shown.length } : {});
    return shown;
  }

  /** @throws AppError CONFLICT for the last factor while an administrator requires one. */
  async removed(tx: Tx, change: FactorChange): Promise<void> {
    const standing = await this.standings.find(tx);
    if (!standing?.has_totp && !standing?.passkeys) {
      if (standing?.required) {
        const what =
          'An administrator requires a second factor of everybody: set up another one before you remove the last one.';
        throw new AppError('CONFLICT', { what });
      }
      await this.standings.endTwoFactor(tx);
      await this.codeRows.removeAll(tx);
    }
    await this.tell(tx, 'two_factor_removed', standing, change.factor);
    await this.record(tx, change, {});
  }

  private async tell(tx: Tx, kind: NewMail['kind'], standing: Standing | null, factor: string): Promise<void> {
    if (!standing?.email) return;
    await this.mails.enqueue(tx, { userId: tx.userId, kind, recipient: standing.email, params: { factor } });
  }

  private async record(tx: Tx, { action, details }: FactorChange, more: object): Promise<void> {
    await this.audit.append(tx, { action, subjectId: tx.userId, details: { ...details, ...more } });
  }
}
