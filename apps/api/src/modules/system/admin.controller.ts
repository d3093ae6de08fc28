import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { securityAnswerSchema, type SetSecurity, setSecuritySchema, systemAnswerSchema } from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller, RecentProof } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { OverviewService } from './overview.service.ts';
import { SecuritySettingsService } from './security-settings.service.ts';

@ApiTags('system')
@Controller('api/admin')
export class AdminController {
  constructor(
    private readonly overview: OverviewService,
    private readonly security: SecuritySettingsService,
  ) {}

  @Get('system')
  @Allow('system.read')
  @Answers(200, systemAnswerSchema, 'How the installation stands')
  system(@CurrentCaller() caller: Caller) {
    return this.overview.read(caller);
  }

  @Put('security')
  @Allow('security.update')
  @RecentProof()
  @Answers(200, securityAnswerSchema, 'Decides for everybody; who asks for a second factor must have one')
  setSecurity(@CurrentCaller() caller: Caller, @Body({ schema: setSecuritySchema }) body: SetSecurity) {
    return this.security.update(caller, body);
  }
}
