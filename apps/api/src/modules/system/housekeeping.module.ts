import { Module } from '@nestjs/common';
import { HousekeepingService } from './housekeeping.service.ts';

/** For a process that runs all the time beside the one that serves people. */
@Module({ providers: [HousekeepingService] })
export class HousekeepingModule {}
