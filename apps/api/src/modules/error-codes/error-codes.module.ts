import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { ActivityModule } from '../activity/index.ts';
import { ErrorCodeRow } from './error-code.entity.ts';
import { ErrorCodesController } from './error-codes.controller.ts';
import { ErrorCodesService } from './error-codes.service.ts';

@Module({
  imports: [DatabaseModule.entities(ErrorCodeRow), ActivityModule],
  controllers: [ErrorCodesController],
  providers: [ErrorCodesService],
})
export class ErrorCodesModule {}
