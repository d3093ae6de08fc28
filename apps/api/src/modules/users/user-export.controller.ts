import { Readable } from 'node:stream';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { idSchema, problemSchema, userExportSchema } from '@pacekeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { UserExportService } from './user-export.service.ts';

const SUMMARY = 'Everything that is stored about yourself, without secrets';

@ApiTags('users')
@Controller('api/users')
export class UserExportController {
  constructor(private readonly exports: UserExportService) {}

  @Get(':id/export')
  @Allow('self.export')
  @ApiBearerAuth()
  @ApiOperation({ summary: SUMMARY })
  @ApiResponse({ status: 200, description: SUMMARY, standardSchema: userExportSchema })
  @ApiResponse({ status: 'default', description: 'A problem', standardSchema: problemSchema })
  async export(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: idSchema }) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.exports.assertOwn(caller, id);
    const document = request.method === 'HEAD' ? Readable.from([]) : await this.exports.export(caller, id);
    await reply
      .header('Content-Type', 'application/json; charset=utf-8')
      .header('Content-Disposition', 'attachment; filename="pacekeeper-export.json"')
      .send(document);
  }
}
