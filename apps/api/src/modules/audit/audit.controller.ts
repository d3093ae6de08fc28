import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  auditCheckSchema,
  type AuditExportQuery,
  auditExportQuerySchema,
  auditListSchema,
  type AuditQuery,
  auditQuerySchema,
  problemSchema,
} from '@pacekeeper/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { AuditLogService } from './audit-log.service.ts';

@ApiTags('audit')
@Controller('api/admin/audit-log')
export class AuditController {
  constructor(private readonly log: AuditLogService) {}

  @Get()
  @Allow('audit.read')
  @Answers(200, auditListSchema, 'Who did what to whom, from where; the newest first')
  list(@CurrentCaller() caller: Caller, @Query({ schema: auditQuerySchema }) query: AuditQuery) {
    return this.log.list(caller, query);
  }

  @Get('verify')
  @Allow('audit.read')
  @Answers(200, auditCheckSchema, 'Whether every entry is as it was written, and none is missing')
  verify(@CurrentCaller() caller: Caller) {
    return this.log.check(caller);
  }

  @Get('export')
  @Allow('audit.read')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'The audit log as CSV, the newest first' })
  @ApiOkResponse({
    description: 'RFC 4180, with a header row',
    content: { 'text/csv': { schema: { type: 'string' } } },
  })
  @ApiResponse({ status: 'default', description: 'A problem', standardSchema: problemSchema })
  async export(
    @CurrentCaller() caller: Caller,
    @Query({ schema: auditExportQuerySchema }) query: AuditExportQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rows = request.method === 'HEAD' ? [] : await this.log.export(caller, query);
    await reply
      .header('Content-Type', 'text/csv; charset=utf-8; header=present')
      .header('Content-Disposition', 'attachment; filename="audit-log.csv"')
      .send(Readable.from(rows));
  }
}
