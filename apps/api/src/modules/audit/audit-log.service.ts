import { Injectable } from '@nestjs/common';
import type { AuditCheck, AuditExportQuery, AuditList, AuditQuery } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { csvRow } from '../../platform/files/csv.ts';
import { decodeCursor, page } from '../../platform/http/cursor.ts';
import { toAuditView } from './audit-log.mapper.ts';
import { AuditLogRepository, type AuditRow } from './audit-log.repository.ts';
import { AuditService } from './audit.service.ts';

/** Rows that an export holds in memory at a time. */
const CHUNK = 1_000;

const COLUMNS = [
  'seq',
  'at',
  'action',
  'outcome',
  'actor_id',
  'actor',
  'subject_id',
  'subject',
  'address',
  'details',
  'correlation_id',
  'hash',
] as const satisfies ReadonlyArray<keyof AuditRow>;

const csvOf = (row: AuditRow): string =>
  csvRow(
    COLUMNS.map((column) => {
      if (column === 'at') return row.at.toISOString();
      if (column === 'details') return JSON.stringify(row.details);
      return row[column];
    }),
  );

/** Reads the audit log, for administrators. */
@Injectable()
export class AuditLogService {
  constructor(
    private readonly db: Database,
    private readonly log: AuditLogRepository,
    private readonly audit: AuditService,
  ) {}

  async list(admin: Caller, { limit, cursor, ...filter }: AuditQuery): Promise<AuditList> {
    const before = cursor ? (decodeCursor(cursor, [/^-?\d{1,18}$/])[0] ?? null) : null;
    const rows = await this.db.asAdmin(admin.id, (tx) => this.log.findPage(tx, filter, limit + 1, before));
    return page(rows, limit, toAuditView, (row) => [row.seq]);
  }

  /** Records who exports the log and which part, and returns it as CSV, newest first. */
  async export(admin: Caller, filter: AuditExportQuery): Promise<AsyncIterable<string>> {
    await this.db.asAdmin(admin.id, (tx) =>
      this.audit.append(tx, { action: 'audit_exported', details: { ...filter } }),
    );
    return this.csv(admin, filter);
  }

  /** Goes through the whole chain. */
  async check(admin: Caller): Promise<AuditCheck> {
    const found = await this.db.asAdmin(admin.id, (tx) => this.log.walkChain(tx));
    // Without its recorded end the chain is not complete, whatever its entries say.
    const { entries, head_hash, broken_at } = found ?? { entries: '0', head_hash: '', broken_at: '0' };
    return {
      success: true,
      audit: {
        whole: broken_at === null,
        entries: Number(entries),
        head_hash,
        broken_at: broken_at === null ? null : Number(broken_at),
      },
    };
  }

  /** The policies show nothing to a former administrator: that would look like the end of the log. */
  private async chunk(tx: Tx, filter: AuditExportQuery, before: string | null): Promise<AuditRow[]> {
    const rows = await this.log.findPage(tx, filter, CHUNK, before);
    if (!(await this.log.isShown(tx))) throw new AppError('FORBIDDEN');
    return rows;
  }

  /** Breaks off on an error, so that a part is not taken for the whole. */
  private async *csv(admin: Caller, filter: AuditExportQuery): AsyncGenerator<string> {
    yield csvRow(COLUMNS);
    let before: string | null = null;
    do {
      const rows: AuditRow[] = await this.db.asAdmin(admin.id, (tx) => this.chunk(tx, filter, before));
      yield rows.map(csvOf).join('');
      before = rows.length === CHUNK ? (rows.at(-1)?.seq ?? null) : null;
    } while (before !== null);
  }
}
