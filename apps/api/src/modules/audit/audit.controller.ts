import { Readable } from 'node:stream';
import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route } from '../../platform/http/route.ts';
import { AuditLogService } from './audit-log.service.ts';

@Controller()
export class AuditController {
  constructor(private readonly log: AuditLogService) {}

  @Route(routes.audit.list)
  list({ caller, query }: Incoming<typeof routes.audit.list>) {
    return this.log.list(caller, query);
  }

  @Route(routes.audit.verify)
  verify({ caller }: Incoming<typeof routes.audit.verify>) {
    return this.log.check(caller);
  }

  @Route(routes.audit.export)
  async export({ caller, query, request, reply }: Incoming<typeof routes.audit.export>): Promise<void> {
    const rows = request.method === 'HEAD' ? [] : await this.log.export(caller, query);
    await reply
      .header('Content-Type', 'text/csv; charset=utf-8; header=present')
      .header('Content-Disposition', 'attachment; filename="audit-log.csv"')
      .send(Readable.from(rows));
  }
}
