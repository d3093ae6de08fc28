import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { DmTemplatesService } from './dm-templates.service.ts';

@Controller()
export class DmTemplatesController {
  constructor(private readonly templates: DmTemplatesService) {}

  @Route(routes.dmTemplates.list)
  list({ caller, query }: Incoming<typeof routes.dmTemplates.list>) {
    return this.templates.list(caller.id, query);
  }

  @Route(routes.dmTemplates.create)
  async create({ caller, body }: Incoming<typeof routes.dmTemplates.create>) {
    return success({ template: await this.templates.create(caller.id, body) });
  }

  @Route(routes.dmTemplates.update)
  async update({ caller, params, body }: Incoming<typeof routes.dmTemplates.update>) {
    return success({ template: await this.templates.update(caller.id, params.id, body) });
  }

  @Route(routes.dmTemplates.remove)
  async remove({ caller, params }: Incoming<typeof routes.dmTemplates.remove>) {
    return success(await this.templates.remove(caller.id, params.id));
  }
}
