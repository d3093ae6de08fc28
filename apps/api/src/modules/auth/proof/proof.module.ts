import { Module } from '@nestjs/common';
import { AuditModule } from '../../audit/index.ts';
import { UsersModule } from '../../users/index.ts';
import { Attempts } from './attempts.ts';
import { KnownDevices } from './known-device.ts';
import { PasswordProof } from './password-proof.service.ts';

/** Proves that a user knows their password, and limits guessing. */
@Module({
  imports: [AuditModule, UsersModule],
  providers: [Attempts, KnownDevices, PasswordProof],
  exports: [Attempts, KnownDevices, PasswordProof],
})
export class ProofModule {}
