import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.ts';

@Injectable()
export class ConnectFleetRepository {
  /**
   * Records an answer to a sign-in that concerns every account. The next fleet check pauses all bots for it
   * (bot/fleet/fleet-watch.ts); once a day for each app version (`client`), and only while a bot runs.
   */
  async note(tx: Tx, { code, client, at }: { code: string; client: string; at: Date }): Promise<void> {
    await tx.sql('SELECT fleet_note_sign_in($1, $2, $3)', [code, client, at]);
  }
}
