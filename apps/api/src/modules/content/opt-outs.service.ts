import { Injectable } from '@nestjs/common';
import type { AddOptOuts, OptOut, OptOutChanges, OptOutList, OptOutsQuery } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Caller } from '../../platform/http/access.ts';
import { page } from '../../platform/http/cursor.ts';
import { AuditService } from '../audit/index.ts';
import { ContentLog, listIsFull } from './content-log.ts';
import { keysOf, pageOf } from './content-page.ts';
import { type OptOutRow, OptOutsRepository, type WholeOptOutRow } from './opt-outs.repository.ts';
import { duplicatesOf, nameOf, peopleOf } from './people.ts';

const toView = ({ id, username, pk, created_at: at }: OptOutRow): OptOut => ({
  id,
  username,
  pk,
  created_at: at.toISOString(),
});
const toWholeView = (row: WholeOptOutRow): OptOut => ({ ...toView(row), note: row.note, added_by: row.added_by });

/** People whom every bot of the installation leaves alone. Users add; administrators see by whom, change and remove. */
@Injectable()
export class OptOutsService {
  constructor(
    private readonly db: Database,
    private readonly optOuts: OptOutsRepository,
    private readonly audit: AuditService,
    private readonly log: ContentLog,
  ) {}

  async list(caller: Caller, query: OptOutsQuery): Promise<OptOutList> {
    const asked = pageOf(query);
    if (caller.role === 'admin') {
      const rows = await this.db.asAdmin(caller.id, (tx) => this.optOuts.findWholePage(tx, asked));
      return page(rows, query.limit, toWholeView, keysOf);
    }
    const rows = await this.db.asUser(caller.id, (tx) => this.optOuts.findPage(tx, asked));
    return page(rows, query.limit, toView, keysOf);
  }

  /** @throws AppError CONFLICT where the user added as many as they may */
  async add(userId: string, body: AddOptOuts) {
    const { people, repeated, refused } = peopleOf(body);
    const rows = await this.db.asUser(userId, async (tx) => {
      const added = await this.optOuts.add(tx, people, body.note ?? null);
      if (!added) throw listIsFull('opt_outs');
      await this.log.added(tx, 'opt_outs', added.map(nameOf));
      return added;
    });
    return { items: rows.map(toView), duplicates: duplicatesOf(people, rows, repeated), refused: [...refused] };
  }

  /** @throws AppError NOT_FOUND */
  update(adminId: string, id: string, { note }: OptOutChanges): Promise<OptOut> {
    return this.db.asAdmin(adminId, async (tx) => {
      const row = await this.optOuts.setNote(tx, id, note);
      if (!row) throw new AppError('NOT_FOUND');
      await this.log.changed(tx, 'opt_outs', nameOf(row));
      await this.audit.append(tx, { action: 'opt_out_changed', details: { opt_out_id: id } });
      return toWholeView(row);
    });
  }

  /** @throws AppError NOT_FOUND */
  remove(adminId: string, id: string): Promise<void> {
    return this.db.asAdmin(adminId, async (tx) => {
      const row = await this.optOuts.remove(tx, id);
      if (!row) throw new AppError('NOT_FOUND');
      await this.log.removed(tx, 'opt_outs', nameOf(row));
      await this.audit.append(tx, { action: 'opt_out_removed', details: { opt_out_id: id } });
    });
  }
}
