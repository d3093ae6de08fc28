import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { AccountsModule } from '../accounts/index.ts';
import { ActivityModule } from '../activity/index.ts';
import { InstagramModule } from '../instagram/index.ts';
import { QuotasModule } from '../quotas/index.ts';
import { BotJob } from './bot-job.entity.ts';
import { BotStatus } from './bot-status.entity.ts';
import { BotsController } from './bots.controller.ts';
import { BotsRepository } from './bots.repository.ts';
import { BotsService } from './bots.service.ts';
import { FactsService } from './deciding/facts.service.ts';
import { JobsController } from './jobs/jobs.controller.ts';
import { JobsRepository } from './jobs/jobs.repository.ts';
import { JobsService } from './jobs/jobs.service.ts';
import { Interaction } from './ledger/interaction.entity.ts';
import { LedgerRepository } from './ledger/ledger.repository.ts';
import { LedgerService } from './ledger/ledger.service.ts';
import { Dispatcher } from './work/dispatcher.ts';
import { JobProgress } from './work/job-progress.ts';
import { Objections } from './work/objections.ts';
import { Reconciler } from './work/reconciler.ts';
import { SourceReader } from './work/source-reader.ts';
import { Sweeper } from './work/sweeper.ts';
import { Course } from './work/course.ts';
import { Performer } from './work/performer.ts';
import { TurnRunner } from './work/turn-runner.ts';
import { TurnsRepository } from './work/turns.repository.ts';
import { TurnsService } from './work/turns.service.ts';
import { Verifier } from './work/verifier.ts';
import { WorkerService } from './work/worker.service.ts';

/** What requests need: bots, jobs, and the turns that they ask for. */
@Module({
  imports: [DatabaseModule.entities(BotStatus, BotJob, Interaction), AccountsModule, ActivityModule, QuotasModule],
  controllers: [BotsController, JobsController],
  providers: [BotsRepository, BotsService, JobsRepository, JobsService, TurnsRepository, TurnsService],
  exports: [BotsRepository, JobsRepository, TurnsRepository, TurnsService],
})
export class BotModule {}

/** What a worker needs on top: everything that acts. */
@Module({
  imports: [BotModule, AccountsModule, ActivityModule, InstagramModule, QuotasModule],
  providers: [
    Dispatcher,
    FactsService,
    JobProgress,
    LedgerRepository,
    LedgerService,
    Objections,
    Reconciler,
    SourceReader,
    Sweeper,
    Course,
    Performer,
    TurnRunner,
    Verifier,
    WorkerService,
  ],
  exports: [Dispatcher],
})
export class BotWorkerModule {}
