import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  idSchema,
  limitsAnswerSchema,
  type SetLimits,
  setLimitsSchema,
  type SetWishes,
  setWishesSchema,
  successSchema,
} from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { LimitChangesService } from './limit-changes.service.ts';
import { QuotasService } from './quotas.service.ts';

@ApiTags('quotas')
@Controller('api')
export class QuotasController {
  constructor(
    private readonly quotas: QuotasService,
    private readonly changes: LimitChangesService,
  ) {}

  @Get('limits')
  @Allow('quota.read')
  @Answers(200, limitsAnswerSchema, 'Your limits today: what is allowed, used and left, and why')
  async own(@CurrentCaller() caller: Caller) {
    return { success: true, limits: await this.quotas.own(caller.id) };
  }

  @Put('limits')
  @Allow('quota.update')
  @Answers(200, limitsAnswerSchema, 'Set the global default limits; what is not named stays')
  async setDefault(@CurrentCaller() caller: Caller, @Body({ schema: setLimitsSchema }) body: SetLimits) {
    return { success: true, limits: await this.changes.setDefault(caller, body) };
  }

  @Get('users/:id/limits')
  @Allow('quota.update')
  @Answers(200, limitsAnswerSchema, "A user's limits today")
  async ofUser(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    return { success: true, limits: await this.quotas.ofUser(caller, id) };
  }

  @Put('users/:id/limits')
  @Allow('quota.update')
  @Answers(200, limitsAnswerSchema, "Set a user's limits; what is not named stays")
  async setOfUser(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: setLimitsSchema }) body: SetLimits,
  ) {
    return { success: true, limits: await this.changes.setOfUser(caller, id, body) };
  }

  @Delete('users/:id/limits')
  @Allow('quota.update')
  @Answers(200, successSchema, 'Put a user back to the global default limits')
  async clearOfUser(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    await this.changes.clearOfUser(caller, id);
    return { success: true };
  }

  @Put('users/:id/wishes')
  @Allow('self.wishes')
  @Answers(200, limitsAnswerSchema, 'Set lower limits for yourself; what is not named stays, null takes one back')
  async setWishes(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: setWishesSchema }) body: SetWishes,
  ) {
    return { success: true, limits: await this.changes.setWishes(caller, id, body) };
  }
}
