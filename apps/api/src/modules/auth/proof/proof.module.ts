import { Module } from '@nestjs/common';
import { AuditModule } from '../../audit/index.ts';
import { UsersModule } from '../../users/index.ts';
import { Attempts } from './attempts.ts';
import { KnownDevices } from './known-device.ts';
import { PasswordProof } from './password-proof.service.ts';

/** That somebody knows a password, and what holds those off who guess. */
@Module({
  imports: [AuditModule, UsersModule],
  providers: [Attempts, KnownDevices, PasswordProof],
  exports: [Attempts, KnownDevices, PasswordProof],
})
export class ProofModule {}
