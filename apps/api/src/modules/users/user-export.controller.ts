import { Readable } from 'node:stream';
import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route } from '../../platform/http/route.ts';
import { UserExportService } from './user-export.service.ts';

@Controller()
export class UserExportController {
  constructor(private readonly exports: UserExportService) {}

  @Route(routes.users.export)
  async export({ caller, params, request, reply }: Incoming<typeof routes.users.export>): Promise<void> {
    this.exports.assertOwn(caller, params.id);
    const document = request.method === 'HEAD' ? Readable.from([]) : await this.exports.export(caller, params.id);
    await reply
      .header('Content-Type', 'application/json; charset=utf-8')
      .header('Content-Disposition', 'attachment; filename="pacekeeper-export.json"')
      .send(document);
  }
}
