import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { activityListSchema, type ActivityQuery, activityQuerySchema } from '@pacekeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../platform/clock/clock.ts';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { ActivityService } from './activity.service.ts';
import { EventStream } from './event-stream.ts';
import { EventsService } from './events.service.ts';

@ApiTags('reading')
@Controller('api')
export class ActivityController {
  constructor(
    private readonly activity: ActivityService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  @Get('activity-logs')
  @Allow('activity.read')
  @Answers(200, activityListSchema, 'Everything that happened, the newest first')
  list(@CurrentCaller() caller: Caller, @Query({ schema: activityQuerySchema }) query: ActivityQuery) {
    return this.activity.list(caller, query);
  }

  @Get('events')
  @Allow('events.read')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'What changes, live: server-sent events named bot, job, activity, quota and notice' })
  @ApiProduces('text/event-stream')
  stream(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (request.method === 'HEAD') void reply.type('text/event-stream').send();
    else new EventStream(caller, reply, this.events, this.clock);
  }
}
