import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../platform/database/database.module.ts';
import { InstagramProfileRow } from './instagram-profile.entity.ts';
import { ProfilesRepository } from './profiles.repository.ts';

/** Profiles that are remembered for a day. */
@Module({
  imports: [DatabaseModule.entities(InstagramProfileRow)],
  providers: [ProfilesRepository],
  exports: [ProfilesRepository],
})
export class ProfilesModule {}
