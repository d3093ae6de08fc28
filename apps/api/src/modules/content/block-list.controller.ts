import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { PeopleListsService } from './people-lists.service.ts';

@Controller()
export class BlockListController {
  constructor(private readonly lists: PeopleListsService) {}

  @Route(routes.blockList.list)
  list({ caller, query }: Incoming<typeof routes.blockList.list>) {
    return this.lists.list(caller.id, 'block_list', query);
  }

  @Route(routes.blockList.add)
  async add({ caller, body }: Incoming<typeof routes.blockList.add>) {
    return success(await this.lists.add(caller.id, 'block_list', body));
  }

  @Route(routes.blockList.update)
  async update({ caller, params, body }: Incoming<typeof routes.blockList.update>) {
    return success({ entry: await this.lists.update(caller.id, 'block_list', params.id, body) });
  }

  @Route(routes.blockList.remove)
  async remove({ caller, params }: Incoming<typeof routes.blockList.remove>) {
    return success(await this.lists.remove(caller.id, 'block_list', params.id));
  }
}
