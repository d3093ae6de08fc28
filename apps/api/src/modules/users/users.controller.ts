import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { UserChangesService } from './user-changes.service.ts';
import { UsersService } from './users.service.ts';

@Controller()
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly changes: UserChangesService,
  ) {}

  @Route(routes.users.list)
  list({ caller, query }: Incoming<typeof routes.users.list>) {
    return this.users.list(caller, query);
  }

  @Route(routes.users.create)
  create({ caller, body }: Incoming<typeof routes.users.create>) {
    return this.users.create(caller, body);
  }

  @Route(routes.users.get)
  async get({ caller, params }: Incoming<typeof routes.users.get>) {
    return success({ user: await this.users.getFor(caller, params.id) });
  }

  @Route(routes.users.update)
  async update({ caller, params, body }: Incoming<typeof routes.users.update>) {
    return success({ user: await this.changes.update(caller, params.id, body) });
  }

  @Route(routes.users.delete)
  async delete({ caller, params }: Incoming<typeof routes.users.delete>) {
    return success(await this.changes.delete(caller, params.id));
  }
}
