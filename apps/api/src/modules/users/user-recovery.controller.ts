import { Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idSchema, resetStartedSchema } from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller, RecentProof } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { UserRecoveryService } from './user-recovery.service.ts';

@ApiTags('users')
@Controller('api/users')
export class UserRecoveryController {
  constructor(private readonly recovery: UserRecoveryService) {}

  @Post(':id/reset-password')
  @Allow('user.recover')
  @RecentProof()
  @Answers(200, resetStartedSchema, 'Start the reset of a password: by mail, or with a one-time password to hand over')
  start(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    return this.recovery.start(caller, id);
  }
}
