import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { ActivityModule } from '../activity/index.ts';
import { ErrorCodeRow } from './error-code.entity.ts';
import { ErrorCodesController } from './error-codes.controller.ts';
import { ErrorCodesService } from './error-codes.service.ts';
import { RefusalsRepository } from './refusals.repository.ts';
import { RefusalsService } from './refusals.service.ts';
import { RefusedRequest } from './refused-request.entity.ts';

@Module({
  imports: [DatabaseModule.entities(ErrorCodeRow, RefusedRequest), ActivityModule],
  controllers: [ErrorCodesController],
  providers: [ErrorCodesService, RefusalsRepository, RefusalsService],
  exports: [RefusalsService],
})
export class ErrorCodesModule {}
