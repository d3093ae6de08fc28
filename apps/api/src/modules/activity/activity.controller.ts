import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import { Clock } from '../../platform/clock/clock.ts';
import { sendDownload } from '../../platform/files/download.ts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route } from '../../platform/http/route.ts';
import { ActivityExportService } from './activity-export.service.ts';
import { ActivityService } from './activity.service.ts';
import { EventStream } from './event-stream.ts';
import { EventsService } from './events.service.ts';

@Controller()
export class ActivityController {
  constructor(
    private readonly activity: ActivityService,
    private readonly exports: ActivityExportService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  @Route(routes.activity.list)
  list({ caller, query }: Incoming<typeof routes.activity.list>) {
    return this.activity.list(caller, query);
  }

  @Route(routes.activity.exportCsv)
  async exportCsv({ caller, query, request, reply }: Incoming<typeof routes.activity.exportCsv>): Promise<void> {
    await sendDownload(request, reply, await this.exports.csv(caller, query));
  }

  @Route(routes.activity.exportJson)
  async exportJson({ caller, query, request, reply }: Incoming<typeof routes.activity.exportJson>): Promise<void> {
    await sendDownload(request, reply, await this.exports.json(caller, query));
  }

  @Route(routes.events.stream)
  stream({ caller, request, reply }: Incoming<typeof routes.events.stream>): void {
    if (request.method === 'HEAD') void reply.type('text/event-stream').send();
    else new EventStream(caller, reply, this.events, this.clock);
  }
}
