import { FactorChanges } from './factor-changes.service.ts';
import { Passkey } from './passkey.entity.ts';
import { PasskeysController } from './passkeys.controller.ts';
import { PasskeysRepository } from './passkeys.repository.ts';
import { PasskeysService } from './passkeys.service.ts';
import { PurposeTokens } from './purpose-tokens.ts';
import { RecoveryCode } from './recovery-code.entity.ts';
import { RecoveryCodesRepository } from './recovery-codes.repository.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { SecondFactorsController } from './second-factors.controller.ts';
import { SecondFactors } from './second-factors.service.ts';
import { SpentToken } from './spent-token.entity.ts';
import { SpentTokensRepository } from './spent-tokens.repository.ts';
import { StandingRepository } from './standing.repository.ts';
import { TotpCredential } from './totp-credential.entity.ts';
import { TotpRepository } from './totp.repository.ts';
import { TotpService } from './totp.service.ts';
import { WebAuthn } from './webauthn.ts';

/** What this folder brings into its module; signing in with it, which needs the rest of auth too, is in auth.module.ts. */
export const SECOND_FACTORS = {
  entities: [Passkey, RecoveryCode, SpentToken, TotpCredential],
  controllers: [PasskeysController, SecondFactorsController],
  providers: [
    FactorChanges,
    PasskeysRepository,
    PasskeysService,
    PurposeTokens,
    RecoveryCodesRepository,
    RecoveryCodesService,
    SecondFactors,
    SpentTokensRepository,
    StandingRepository,
    TotpRepository,
    TotpService,
    WebAuthn,
  ],
};
