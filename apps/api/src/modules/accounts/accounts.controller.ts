import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AccountChoice,
  accountChoiceSchema,
  accountListSchema,
  idSchema,
  sessionTestSchema,
  successSchema,
} from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { AccountsService } from './accounts.service.ts';
import { SessionTests } from './session-tests.service.ts';

@ApiTags('bot')
@Controller('api')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly tests: SessionTests,
  ) {}

  @Post('bot/logout')
  @Allow('bot.operate')
  @Answers(200, successSchema, 'Disconnect: sign out at Instagram and forget the session')
  async logout(@CurrentCaller() caller: Caller, @Body({ schema: accountChoiceSchema }) body: AccountChoice) {
    await this.accounts.disconnect(caller.id, body.account_id);
    return { success: true };
  }

  @Get('bot/accounts')
  @Allow('bot.read')
  @Answers(200, accountListSchema, 'Your Instagram accounts')
  list(@CurrentCaller() caller: Caller) {
    return this.accounts.list(caller.id);
  }

  @Post('users/:id/test-session')
  @Allow('session.test')
  @Answers(200, sessionTestSchema, 'Ask Instagram whether the session still holds')
  test(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: accountChoiceSchema }) body: AccountChoice,
  ) {
    return this.tests.test(caller, id, body.account_id);
  }
}
