import { Injectable } from '@nestjs/common';
import type { Message } from '@pacekeeper/contracts';
import type { Tx } from '../../../platform/database/tx.ts';
import { ActivityService, EventsService } from '../../activity/index.ts';

/** What a person did to a job: a line in the activity, and an event for the screens. */
@Injectable()
export class JobLog {
  constructor(
    private readonly activity: ActivityService,
    private readonly events: EventsService,
  ) {}

  async tell(
    tx: Tx,
    { id: jobId, accountId }: { id: string; accountId: string },
    action: string,
    message: Message,
  ): Promise<void> {
    await this.activity.append(tx, { action, status: 'info', message, accountId, jobId });
    await this.events.publish(tx, 'job', jobId);
  }
}
