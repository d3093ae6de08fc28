import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idSchema, userExportSchema } from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { UserExportService } from './user-export.service.ts';

@ApiTags('users')
@Controller('api/users')
export class UserExportController {
  constructor(private readonly exports: UserExportService) {}

  @Get(':id/export')
  @Allow('self.export')
  @Header('Content-Disposition', 'attachment; filename="pacekeeper-export.json"')
  @Answers(200, userExportSchema, 'Everything that is stored about yourself, without secrets')
  export(@CurrentCaller() caller: Caller, @Param('id', { schema: idSchema }) id: string) {
    return this.exports.export(caller, id);
  }
}
