import { Background } from './background.ts';
import { ForgottenPasswordService } from './forgotten-password.service.ts';
import { PasswordResetToken } from './password-reset-token.entity.ts';
import { PasswordResetService } from './password-reset.service.ts';
import { ResetController } from './reset.controller.ts';
import { ResetLinks } from './reset-links.service.ts';
import { ResetTokensRepository } from './reset-tokens.repository.ts';

/** What this folder brings into its module. */
export const RESET = {
  entities: [PasswordResetToken],
  controllers: [ResetController],
  providers: [Background, ForgottenPasswordService, PasswordResetService, ResetLinks, ResetTokensRepository],
};
