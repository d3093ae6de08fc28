import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ConfirmEmail, confirmEmailSchema, successSchema } from '@pacekeeper/contracts';
import { Public } from '../../../platform/http/access.ts';
import { Answers } from '../../../platform/http/endpoint.ts';
import { Guessable } from '../../../platform/http/throttling.ts';
import { EmailChanges } from './email-changes.service.ts';

@ApiTags('auth')
@Controller('api/auth')
export class ConfirmEmailController {
  constructor(private readonly emails: EmailChanges) {}

  @Post('confirm-email')
  @Public()
  @Guessable()
  @Answers(200, successSchema, 'Confirm a new e-mail address with the link that was sent to it; signs nobody in')
  async confirm(@Body({ schema: confirmEmailSchema }) body: ConfirmEmail) {
    await this.emails.confirm(body);
    return { success: true };
  }
}
