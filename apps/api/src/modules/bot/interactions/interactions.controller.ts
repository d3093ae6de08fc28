import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import { sendDownload } from '../../../platform/files/download.ts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route } from '../../../platform/http/route.ts';
import { InteractionsService } from './interactions.service.ts';

@Controller()
export class InteractionsController {
  constructor(private readonly interactions: InteractionsService) {}

  @Route(routes.interactions.list)
  list({ caller, query }: Incoming<typeof routes.interactions.list>) {
    return this.interactions.list(caller.id, query);
  }

  @Route(routes.interactions.exportCsv)
  async exportCsv({ caller, query, request, reply }: Incoming<typeof routes.interactions.exportCsv>): Promise<void> {
    await sendDownload(request, reply, await this.interactions.csv(caller.id, query));
  }

  @Route(routes.interactions.exportJson)
  async exportJson({ caller, query, request, reply }: Incoming<typeof routes.interactions.exportJson>): Promise<void> {
    await sendDownload(request, reply, await this.interactions.json(caller.id, query));
  }
}
