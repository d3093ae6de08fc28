import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';

/** The user who exports, as far as the export depends on it. */
interface Exporter extends Record<string, unknown> {
  readonly email: string | null;
  readonly has_second_factor: boolean;
}

@Injectable()
export class SessionExportsRepository {
  /** The transaction's user. */
  findExporter(tx: Tx): Promise<Exporter | null> {
    return tx.one<Exporter>(
      'SELECT email, two_factor_since IS NOT NULL AS has_second_factor FROM users WHERE id = $1 AND is_active',
      [tx.userId],
    );
  }
}
