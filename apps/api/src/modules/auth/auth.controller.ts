import { Controller, Header } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { AuthService } from './auth.service.ts';
import { answerOutcome, answerSignedIn, deviceOf } from './device.ts';
import { clearRefreshCookie, readRefreshCookie } from './refresh-cookie.ts';

@Controller()
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Route(routes.auth.login)
  async login({ body, request, reply }: Incoming<typeof routes.auth.login>) {
    return answerOutcome(reply, await this.auth.login(body, deviceOf(request)));
  }

  @Route(routes.auth.refresh)
  async refresh({ request, reply }: Incoming<typeof routes.auth.refresh>) {
    return answerSignedIn(reply, await this.auth.refresh(readRefreshCookie(request)));
  }

  @Route(routes.auth.logout)
  // Clears what was shown, for the next person at this browser; the theme, which is kept in storage, stays.
  @Header('Clear-Site-Data', '"cache"')
  async logout({ caller, reply }: Incoming<typeof routes.auth.logout>) {
    clearRefreshCookie(reply);
    return success(await this.auth.logout(caller));
  }

  @Route(routes.auth.reauthenticate)
  async reauthenticate({ caller, body, request }: Incoming<typeof routes.auth.reauthenticate>) {
    return success(await this.auth.reauthenticate(caller, body, deviceOf(request)));
  }

  @Route(routes.auth.me)
  async me({ caller }: Incoming<typeof routes.auth.me>) {
    return success({ user: await this.auth.me(caller) });
  }
}
