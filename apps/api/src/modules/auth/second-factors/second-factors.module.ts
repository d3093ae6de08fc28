import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../platform/database/database.module.ts';
import { AuditModule } from '../../audit/index.ts';
import { MailsModule } from '../../mails/index.ts';
import { UsersModule } from '../../users/index.ts';
import { ProofModule } from '../proof/proof.module.ts';
import { PasskeysService } from './passkeys.service.ts';
import { PurposeTokens } from './purpose-tokens.ts';
import { SECOND_FACTORS } from './second-factors.providers.ts';
import { SecondFactors } from './second-factors.service.ts';
import { StandingRepository } from './standing.repository.ts';

/** The second factors that people have, and what is shown of them. */
@Module({
  imports: [DatabaseModule.entities(...SECOND_FACTORS.entities), AuditModule, MailsModule, ProofModule, UsersModule],
  controllers: SECOND_FACTORS.controllers,
  providers: SECOND_FACTORS.providers,
  exports: [PasskeysService, PurposeTokens, SecondFactors, StandingRepository],
})
export class SecondFactorsModule {}
