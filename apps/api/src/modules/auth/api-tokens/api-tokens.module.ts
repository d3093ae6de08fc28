import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../platform/database/database.module.ts';
import { AuditModule } from '../../audit/index.ts';
import { MailsModule } from '../../mails/index.ts';
import { UsersModule } from '../../users/index.ts';
import { ApiToken } from './api-token.entity.ts';
import { ApiTokensController } from './api-tokens.controller.ts';
import { ApiTokensRepository } from './api-tokens.repository.ts';
import { ApiTokensService } from './api-tokens.service.ts';

@Module({
  imports: [DatabaseModule.entities(ApiToken), AuditModule, MailsModule, UsersModule],
  controllers: [ApiTokensController],
  providers: [ApiTokensRepository, ApiTokensService],
})
export class ApiTokensModule {}
