import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  errorCodeAnswerSchema,
  errorCodeListSchema,
  type ErrorCodeParams,
  errorCodeParamsSchema,
} from '@pacekeeper/contracts';
import { Allow, type Caller, CurrentCaller } from '../../platform/http/access.ts';
import { Answers } from '../../platform/http/endpoint.ts';
import { ErrorCodesService } from './error-codes.service.ts';

@ApiTags('reading')
@Controller('api/error-codes')
export class ErrorCodesController {
  constructor(private readonly errorCodes: ErrorCodesService) {}

  @Get()
  @Allow('catalogue.read')
  @Answers(200, errorCodeListSchema, 'The error catalogue, with how often each code occurred')
  async list(@CurrentCaller() caller: Caller) {
    return { success: true, items: await this.errorCodes.list(caller), next_cursor: null };
  }

  @Get(':code')
  @Allow('catalogue.read')
  @Answers(200, errorCodeAnswerSchema, 'One entry of the error catalogue, by code or symbol')
  async get(@CurrentCaller() caller: Caller, @Param({ schema: errorCodeParamsSchema }) { code }: ErrorCodeParams) {
    return { success: true, error_code: await this.errorCodes.get(caller, code) };
  }
}
