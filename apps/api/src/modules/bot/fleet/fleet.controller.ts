import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { fleetAnswerSchema, fleetPauseAnswerSchema, type FleetReason, fleetReasonSchema } from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller } from '../../../platform/http/access.ts';
import { Answers } from '../../../platform/http/endpoint.ts';
import { FleetService } from './fleet.service.ts';

@ApiTags('bot')
@Controller('api')
export class FleetController {
  constructor(private readonly fleet: FleetService) {}

  @Get('bot/fleet')
  @Allow('bot.read')
  @Answers(200, fleetAnswerSchema, 'Whether all bots are paused together, and until when')
  async read(@CurrentCaller() caller: Caller) {
    return { success: true, fleet: await this.fleet.read(caller) };
  }

  @Get('admin/fleet')
  @Allow('system.read')
  @Answers(200, fleetPauseAnswerSchema, 'Why all bots are paused, and what comes next')
  async explain(@CurrentCaller() caller: Caller) {
    return { success: true, fleet: await this.fleet.explain(caller) };
  }

  @Post('admin/fleet/pause')
  @Allow('fleet.operate')
  @Answers(200, fleetPauseAnswerSchema, 'Pause all bots until an administrator lets them go')
  async pause(@CurrentCaller() caller: Caller, @Body({ schema: fleetReasonSchema }) body: FleetReason) {
    return { success: true, fleet: await this.fleet.pause(caller, body) };
  }

  @Post('admin/fleet/resume')
  @Allow('fleet.operate')
  @Answers(200, fleetPauseAnswerSchema, 'Let all bots go on, one after the other')
  async resume(@CurrentCaller() caller: Caller, @Body({ schema: fleetReasonSchema }) body: FleetReason) {
    return { success: true, fleet: await this.fleet.resume(caller, body) };
  }
}
