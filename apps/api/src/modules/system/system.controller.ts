import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { healthSchema, instanceAnswerSchema, readinessSchema } from '@pacekeeper/contracts';
import { Public } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { SystemService } from './system.service.ts';

@ApiTags('system')
@Controller('api')
export class SystemController {
  constructor(private readonly system: SystemService) {}

  @Get('health/live')
  @Public()
  @Answers(200, healthSchema, 'The process is up')
  live() {
    return { success: true, status: 'ok' };
  }

  @Get('health/ready')
  @Public()
  @Answers(200, readinessSchema, 'Requests can be served: the database answers and its schema is ours')
  ready() {
    return this.system.readiness();
  }

  @Get('instance')
  @Public()
  @Answers(
    200,
    instanceAnswerSchema,
    'What this installation is: its mode, pace, and the demo accounts of the simulator',
  )
  instance() {
    return this.system.instance();
  }
}
