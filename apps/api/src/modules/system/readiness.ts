import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { PATHS } from '../../platform/config/root.ts';
import { Database } from '../../platform/database/database.ts';
import { AppError, type FieldProblem } from '../../platform/errors/app-error.ts';
import { MAILS } from '../../platform/queue/mail-queue.ts';
import { NOTIFICATIONS } from '../../platform/queue/notification-jobs.ts';
import { TURNS } from '../../platform/queue/turn-queue.ts';

const QUEUES = [MAILS, NOTIFICATIONS, TURNS];

const problem = (path: string, message: string, names: readonly string[]): FieldProblem[] =>
  names.length === 0 ? [] : [{ path, message: `${message} ${names.join(', ')}` }];

/** Whether requests can be served: asks the database for the migrations and queues that this version was written for. */
@Injectable()
export class ReadinessCheck {
  private readonly migrations: readonly string[];

  constructor(@Inject(Database) private readonly db: Database) {
    this.migrations = readdirSync(PATHS.migrations)
      .filter((name) => name.endsWith('.sql'))
      .map((name) => basename(name, '.sql'));
  }

  /** @throws AppError DATABASE_UNAVAILABLE, with what is missing or too new in its details */
  async check(): Promise<void> {
    const { migrations, queues } = await this.db.schema();
    const without = (names: readonly string[], known: readonly string[]) => names.filter((one) => !known.includes(one));
    const details = [
      ...problem('migrations', 'The database lacks', without(this.migrations, migrations)),
      ...problem('migrations', 'This version does not know', without(migrations, this.migrations)),
      ...problem('queue', 'There is no queue', without(QUEUES, queues)),
    ];
    if (details.length > 0) throw new AppError('DATABASE_UNAVAILABLE', {}, { details });
  }
}
