import { Injectable } from '@nestjs/common';
import type { AddLocation, LocationChanges, LocationsQuery, SavedLocation } from '@pacekeeper/contracts';
import { Database } from '../../platform/database/database.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { page } from '../../platform/http/cursor.ts';
import { ContentLog, listIsFull } from './content-log.ts';
import { keysOf, pageOf } from './content-page.ts';
import { type LocationRow, LocationsRepository } from './locations.repository.ts';

const toView = ({ id, pk, name, created_at: at }: LocationRow): SavedLocation => ({
  id,
  pk,
  name,
  created_at: at.toISOString(),
});

/** Locations that a user keeps for jobs. */
@Injectable()
export class LocationsService {
  constructor(
    private readonly db: Database,
    private readonly locations: LocationsRepository,
    private readonly log: ContentLog,
  ) {}

  async list(userId: string, query: LocationsQuery) {
    const asked = pageOf(query);
    const rows = await this.db.asUser(userId, (tx) => this.locations.findPage(tx, asked));
    return page(rows, query.limit, toView, keysOf);
  }

  /** @throws AppError CONFLICT where the list would become too long */
  async add(userId: string, { pk, name }: AddLocation) {
    const rows = await this.db.asUser(userId, async (tx) => {
      const added = await this.locations.add(tx, pk, name);
      if (!added) throw listIsFull('locations');
      await this.log.added(
        tx,
        'locations',
        added.map((row) => row.name),
      );
      return added;
    });
    return { items: rows.map(toView), duplicates: rows.length > 0 ? [] : [pk], refused: [] };
  }

  /** @throws AppError NOT_FOUND */
  update(userId: string, id: string, { name }: LocationChanges): Promise<SavedLocation> {
    return this.db.asUser(userId, async (tx) => {
      const row = await this.locations.rename(tx, id, name);
      if (!row) throw new AppError('NOT_FOUND');
      await this.log.changed(tx, 'locations', row.name);
      return toView(row);
    });
  }

  /** @throws AppError NOT_FOUND */
  remove(userId: string, id: string): Promise<void> {
    return this.db.asUser(userId, async (tx) => {
      const row = await this.locations.remove(tx, id);
      if (!row) throw new AppError('NOT_FOUND');
      await this.log.removed(tx, 'locations', row.name);
    });
  }
}
