import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { LoginSessionsService } from './login-sessions.service.ts';
import { clearRefreshCookie } from './refresh-cookie.ts';

@Controller()
export class LoginSessionsController {
  constructor(private readonly sessions: LoginSessionsService) {}

  @Route(routes.loginSessions.list)
  list({ caller, query }: Incoming<typeof routes.loginSessions.list>) {
    return this.sessions.list(caller, query);
  }

  @Route(routes.loginSessions.endOthers)
  endOthers({ caller }: Incoming<typeof routes.loginSessions.endOthers>) {
    return this.sessions.endOthers(caller);
  }

  @Route(routes.loginSessions.end)
  async end({ caller, params, reply }: Incoming<typeof routes.loginSessions.end>) {
    await this.sessions.end(caller, params.id);
    if (params.id === caller.sessionId) clearRefreshCookie(reply);
    return success();
  }

  @Route(routes.loginSessions.endAllOf)
  endAllOf({ caller, params }: Incoming<typeof routes.loginSessions.endAllOf>) {
    return this.sessions.endAllOf(caller, params.id);
  }
}
