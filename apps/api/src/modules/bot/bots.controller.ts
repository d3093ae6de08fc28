import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AccountChoice, accountChoiceSchema, botAnswerSchema } from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { BotsService } from './bots.service.ts';

@ApiTags('bot')
@Controller('api/bot')
export class BotsController {
  constructor(private readonly bots: BotsService) {}

  @Get('status')
  @Allow('bot.read')
  @Answers(200, botAnswerSchema, 'How the bot is: running, paused until when, its last error')
  async status(@CurrentCaller() caller: Caller, @Query({ schema: accountChoiceSchema }) query: AccountChoice) {
    return { success: true, bot: await this.bots.status(caller, query.account_id) };
  }

  @Post('start')
  @Allow('bot.operate')
  @Answers(200, botAnswerSchema, 'Start the bot')
  async start(@CurrentCaller() caller: Caller, @Body({ schema: accountChoiceSchema }) body: AccountChoice) {
    return { success: true, bot: await this.bots.start(caller, body.account_id) };
  }

  @Post('stop')
  @Allow('bot.operate')
  @Answers(200, botAnswerSchema, 'Stop the bot')
  async stop(@CurrentCaller() caller: Caller, @Body({ schema: accountChoiceSchema }) body: AccountChoice) {
    return { success: true, bot: await this.bots.stop(caller, body.account_id) };
  }
}
