import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { User as UserView } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { LOGGER } from '../../platform/logging/logging.module.ts';
import { AuditService } from '../audit/index.ts';
import { ExportTurns } from './export-turns.ts';
import { withWords } from './export-words.ts';
import { EXPORTED, type ExportedRow, type ExportedTable, ExportRepository } from './export.repository.ts';
import { toUserView } from './users.mapper.ts';
import { UsersRepository } from './users.repository.ts';

/** Rows that an export holds in memory at a time. */
const CHUNK = 1_000;

/** A user's stored data, for themselves: read under their own policies, so it cannot contain other users' data. */
@Injectable()
export class UserExportService {
  constructor(
    private readonly db: Database,
    private readonly users: UsersRepository,
    private readonly exports: ExportRepository,
    private readonly turns: ExportTurns,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws AppError NOT_FOUND for another user, also for administrators */
  assertOwn(caller: Caller, id: string): void {
    if (caller.id !== id) throw new AppError('NOT_FOUND');
  }

  /**
   * One JSON document in the shape of `userExportSchema`, in pieces. On an error it breaks off, so that a part is not
   * taken for the whole.
   * @throws AppError NOT_FOUND for another user, CONFLICT while another export of theirs is under way
   */
  async export(caller: Caller, id: string): Promise<Readable> {
    this.assertOwn(caller, id);
    await this.turns.take(id);
    try {
      const user = await this.db.asUser(id, (tx) => this.begin(tx));
      return Readable.from(this.json(user)).once('close', () => void this.end(id));
    } catch (error) {
      await this.end(id);
      throw error;
    }
  }

  private async begin(tx: Tx): Promise<UserView> {
    const user = await this.users.findById(tx, tx.userId);
    if (!user) throw new AppError('NOT_FOUND');
    await this.audit.append(tx, { action: 'user_exported', subjectId: tx.userId });
    return toUserView(user);
  }

  private async end(userId: string): Promise<void> {
    try {
      await this.turns.giveBack(userId);
    } catch (error) {
      this.logger.warn({ error }, 'export: its turn could not be given back and ends by itself');
    }
  }

  private async *json(user: UserView): AsyncGenerator<string> {
    const head = { format: 'pacekeeper-user-export/1', exported_at: this.clock.now().toISOString(), user };
    yield `{"success":true,"export":${JSON.stringify(head).slice(0, -1)},"tables":{`;
    for (const [index, table] of EXPORTED.entries()) {
      yield `${index === 0 ? '' : ','}${JSON.stringify(table.table)}:[`;
      yield* this.rows(user.id, table);
      yield ']';
    }
    yield '}}}';
  }

  private async *rows(userId: string, table: ExportedTable): AsyncGenerator<string> {
    let after: readonly string[] | null = null;
    do {
      const rows: ExportedRow[] = await this.db.asUser(userId, (tx) => this.chunk(tx, table, after));
      if (rows.length > 0)
        yield `${after ? ',' : ''}${rows.map(({ row }) => JSON.stringify(withWords(table.table, row))).join(',')}`;
      after = rows.length === CHUNK ? (rows.at(-1)?.key ?? null) : null;
    } while (after !== null);
  }

  /** A user deleted meanwhile has no rows left, which would look like the end. */
  private async chunk(tx: Tx, table: ExportedTable, after: readonly string[] | null): Promise<ExportedRow[]> {
    const rows = await this.exports.findPage(tx, table, CHUNK, after);
    if (!(await this.users.findShown(tx, tx.userId))) throw new AppError('NOT_FOUND');
    return rows;
  }
}
