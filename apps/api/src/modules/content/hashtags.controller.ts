import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { HashtagsService } from './hashtags.service.ts';

@Controller()
export class HashtagsController {
  constructor(private readonly hashtags: HashtagsService) {}

  @Route(routes.hashtags.list)
  list({ caller, query }: Incoming<typeof routes.hashtags.list>) {
    return this.hashtags.list(caller.id, query);
  }

  @Route(routes.hashtags.add)
  async add({ caller, body }: Incoming<typeof routes.hashtags.add>) {
    return success(await this.hashtags.add(caller.id, body));
  }

  @Route(routes.hashtags.update)
  async update({ caller, params, body }: Incoming<typeof routes.hashtags.update>) {
    return success({ hashtag: await this.hashtags.update(caller.id, params.id, body) });
  }

  @Route(routes.hashtags.remove)
  async remove({ caller, params }: Incoming<typeof routes.hashtags.remove>) {
    return success(await this.hashtags.remove(caller.id, params.id));
  }
}
