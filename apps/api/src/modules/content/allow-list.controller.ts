import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { PeopleListsService } from './people-lists.service.ts';

@Controller()
export class AllowListController {
  constructor(private readonly lists: PeopleListsService) {}

  @Route(routes.allowList.list)
  list({ caller, query }: Incoming<typeof routes.allowList.list>) {
    return this.lists.list(caller.id, 'allow_list', query);
  }

  @Route(routes.allowList.add)
  async add({ caller, body }: Incoming<typeof routes.allowList.add>) {
    return success(await this.lists.add(caller.id, 'allow_list', body));
  }

  @Route(routes.allowList.update)
  async update({ caller, params, body }: Incoming<typeof routes.allowList.update>) {
    return success({ entry: await this.lists.update(caller.id, 'allow_list', params.id, body) });
  }

  @Route(routes.allowList.remove)
  async remove({ caller, params }: Incoming<typeof routes.allowList.remove>) {
    return success(await this.lists.remove(caller.id, 'allow_list', params.id));
  }
}
