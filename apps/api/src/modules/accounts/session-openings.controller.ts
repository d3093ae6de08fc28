import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idSchema, openingListSchema, type OpeningsQuery, openingsQuerySchema } from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { SessionOpeningsService } from './session-openings.service.ts';

@ApiTags('bot')
@Controller('api')
export class SessionOpeningsController {
  constructor(private readonly openings: SessionOpeningsService) {}

  @Get('bot/accounts/:id/openings')
  @Allow('bot.read')
  @Answers(200, openingListSchema, 'Who opened the Instagram session of your account, and what for')
  list(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: openingsQuerySchema }) query: OpeningsQuery,
  ) {
    return this.openings.list(caller.id, id, query);
  }
}
