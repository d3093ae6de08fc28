import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.ts';
import { ExportRepository } from './export.repository.ts';
import { ExportTurns } from './export-turns.ts';
import { UserExportController } from './user-export.controller.ts';
import { UserExportService } from './user-export.service.ts';
import { UsersRepository } from './users.repository.ts';

/** People take along what is stored about them. */
@Module({
  imports: [AuditModule],
  controllers: [UserExportController],
  providers: [ExportRepository, ExportTurns, UserExportService, UsersRepository],
})
export class UserExportModule {}
