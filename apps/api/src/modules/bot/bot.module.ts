import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { AccountsModule } from '../accounts/index.ts';
import { ActivityModule } from '../activity/index.ts';
import { AuditModule } from '../audit/index.ts';
import { InstagramModule } from '../instagram/index.ts';
import { QuotasModule } from '../quotas/index.ts';
import { BotJob } from './bot-job.entity.ts';
import { BotStatus } from './bot-status.entity.ts';
import { BotsController } from './bots.controller.ts';
import { BotsRepository } from './bots.repository.ts';
import { BotsService } from './bots.service.ts';
import { FactsService } from './deciding/facts.service.ts';
import { FleetController } from './fleet/fleet.controller.ts';
import { FleetProbe } from './fleet/fleet-probe.ts';
import { FleetRepository } from './fleet/fleet.repository.ts';
import { FleetResume } from './fleet/fleet-resume.service.ts';
import { FleetService } from './fleet/fleet.service.ts';
import { FleetState } from './fleet/fleet-state.entity.ts';
import { FleetWatch } from './fleet/fleet-watch.ts';
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
  imports: [
    DatabaseModule.entities(BotStatus, BotJob, FleetState, Interaction),
    AccountsModule,
    ActivityModule,
    AuditModule,
    QuotasModule,
  ],
  controllers: [BotsController, FleetController, JobsController],
  providers: [
    BotsRepository,
    BotsService,
    FleetRepository,
    FleetResume,
    FleetService,
    JobsRepository,
    JobsService,
    TurnsRepository,
    TurnsService,
  ],
  exports: [BotsRepository, FleetRepository, FleetResume, FleetService, JobsRepository, TurnsRepository, TurnsService],
})
export class BotModule {}

/** What a worker needs on top: everything that acts. */
@Module({
  imports: [BotModule, AccountsModule, ActivityModule, AuditModule, InstagramModule, QuotasModule],
  providers: [
    Dispatcher,
    FactsService,
    FleetProbe,
    FleetWatch,
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
