import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { AuditHead } from './audit-head.entity.ts';
import { AuditLogRepository } from './audit-log.repository.ts';
import { AuditLogService } from './audit-log.service.ts';
import { AuditController } from './audit.controller.ts';
import { AuditService } from './audit.service.ts';

@Module({ providers: [AuditService], exports: [AuditService] })
export class AuditModule {}

/** Reading the log, for the process that serves people. */
@Module({
  imports: [AuditModule, DatabaseModule.entities(AuditEntry, AuditHead)],
  controllers: [AuditController],
  providers: [AuditLogRepository, AuditLogService],
})
export class AuditLogModule {}
