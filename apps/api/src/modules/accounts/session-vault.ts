import { Injectable } from '@nestjs/common';
import {
  type SealContext,
  type Sealed,
  SealingBox,
  SealingKeyMissing,
  UnsealError,
} from '../../platform/crypto/sealing.ts';
import type { Secret } from '../../platform/crypto/secret.ts';
import { AppError } from '../../platform/errors/app-error.ts';

/** A sealed value as its row holds it. */
export interface SealedRow {
  readonly id: string;
  readonly user_id: string;
  readonly data: Buffer;
  readonly key_id: string;
}

/** The only place that opens what is sealed: sessions, and sign-ins under way. */
@Injectable()
export class SessionVault {
  constructor(private readonly box: SealingBox) {}

  seal(state: Secret<string>, context: SealContext): Sealed {
    return this.box.seal(state.open(), context);
  }

  /**
   * @throws AppError SESSION_UNREADABLE for a changed byte or another row's value; SEALING_KEY_MISSING if its key is not
   * here: the key may come back, so the session is kept
   */
  open({ id, user_id, data, key_id }: SealedRow, purpose: SealContext['purpose']): Secret<string> {
    try {
      return this.box.open({ keyId: key_id, data }, { purpose, userId: user_id, rowId: id });
    } catch (error) {
      if (error instanceof SealingKeyMissing) throw new AppError('SEALING_KEY_MISSING', {}, { cause: error });
      if (error instanceof UnsealError) throw new AppError('SESSION_UNREADABLE', {}, { cause: error });
      throw error;
    }
  }
}
