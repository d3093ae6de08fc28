import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../platform/http/incoming.ts';
import { Route, success } from '../../platform/http/route.ts';
import { ConnectService } from './connect.service.ts';
import { SessionConnections } from './session-connections.service.ts';
import { OpenVerifications } from './verification.service.ts';

@Controller()
export class ConnectController {
  constructor(
    private readonly connections: ConnectService,
    private readonly sessions: SessionConnections,
    private readonly verifications: OpenVerifications,
  ) {}

  @Route(routes.connections.start)
  login({ caller, body }: Incoming<typeof routes.connections.start>) {
    return this.connections.connect(caller.id, body);
  }

  @Route(routes.connections.startWithSession)
  loginWithSession({ caller, body }: Incoming<typeof routes.connections.startWithSession>) {
    return this.sessions.connect(caller.id, body);
  }

  @Route(routes.connections.verify)
  verify({ caller, body }: Incoming<typeof routes.connections.verify>) {
    return this.connections.verify(caller.id, body);
  }

  @Route(routes.connections.resend)
  resend({ caller, body }: Incoming<typeof routes.connections.resend>) {
    return this.verifications.resend(caller.id, body);
  }

  @Route(routes.connections.pending)
  pending({ caller }: Incoming<typeof routes.connections.pending>) {
    return this.connections.pending(caller.id);
  }

  @Route(routes.connections.cancel)
  async cancel({ caller, params }: Incoming<typeof routes.connections.cancel>) {
    return success(await this.connections.cancel(caller.id, params.id));
  }
}
