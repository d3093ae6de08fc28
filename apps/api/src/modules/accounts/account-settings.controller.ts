import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AccountChanges,
  accountChangesSchema,
  accountDetailAnswerSchema,
  idSchema,
  proxyTestSchema,
  successSchema,
} from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { Guessable } from '../../platform/http/throttling.ts';
import { AccountSettingsService } from './account-settings.service.ts';

@ApiTags('bot')
@Controller('api/bot/accounts/:id')
export class AccountSettingsController {
  constructor(private readonly settings: AccountSettingsService) {}

  @Get()
  @Allow('bot.read')
  @Answers(200, accountDetailAnswerSchema, 'One of your Instagram accounts, with its settings')
  get(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    return this.settings.get(caller.id, id);
  }

  @Patch()
  @Allow('bot.operate')
  @Guessable()
  @Answers(200, accountDetailAnswerSchema, 'Set or take away the proxy and the working hours of an account')
  update(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: accountChangesSchema }) body: AccountChanges,
  ) {
    return this.settings.update(caller.id, id, body);
  }

  @Delete()
  @Allow('bot.operate')
  @Answers(200, successSchema, 'Disconnect an account and remove it with all its data')
  async remove(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    await this.settings.remove(caller.id, id);
    return { success: true };
  }

  // Connections go out to whatever address was set: as rare as guesses.
  @Post('test-proxy')
  @Allow('bot.operate')
  @Guessable()
  @Answers(200, proxyTestSchema, 'Whether Instagram is reached through the proxy of an account')
  testProxy(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    return this.settings.testProxy(caller.id, id);
  }
}
