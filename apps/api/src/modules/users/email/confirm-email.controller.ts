import { Controller } from '@nestjs/common';
import { routes } from '@pacekeeper/contracts';
import type { Incoming } from '../../../platform/http/incoming.ts';
import { Route, success } from '../../../platform/http/route.ts';
import { EmailChanges } from './email-changes.service.ts';

@Controller()
export class ConfirmEmailController {
  constructor(private readonly emails: EmailChanges) {}

  @Route(routes.auth.confirmEmail)
  async confirm({ body }: Incoming<typeof routes.auth.confirmEmail>) {
    return success(await this.emails.confirm(body));
  }
}
