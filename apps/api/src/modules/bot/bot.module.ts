import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { AccountsModule } from '../accounts/index.ts';
import { ActivityModule } from '../activity/index.ts';
import { AuditModule } from '../audit/index.ts';
import { ContentModule } from '../content/index.ts';
import { InstagramModule } from '../instagram/index.ts';
import { NotificationsFeedModule } from '../notifications/index.ts';
import { QuotasModule } from '../quotas/index.ts';
import { DailyStatsModule } from '../stats/index.ts';
import { BotJob } from './bot-job.entity.ts';
import { BotStatus } from './bot-status.entity.ts';
import { Breaker } from './breakers/breaker.entity.ts';
import { BreakersController } from './breakers/breakers.controller.ts';
import { BreakersRepository } from './breakers/breakers.repository.ts';
import { BreakersService } from './breakers/breakers.service.ts';
import { Breakers } from './breakers/breakers.ts';
import { Clocks } from './clocks.ts';
import { BotViews } from './bot-views.ts';
import { BotsController } from './bots.controller.ts';
import { BotsRepository } from './bots.repository.ts';
import { BotsService } from './bots.service.ts';
import { StopAllBots } from './bots-stop-all.service.ts';
import { FleetController } from './fleet/fleet.controller.ts';
import { FleetProbe } from './fleet/fleet-probe.ts';
import { FleetRepository } from './fleet/fleet.repository.ts';
import { FleetResume } from './fleet/fleet-resume.service.ts';
import { FleetService } from './fleet/fleet.service.ts';
import { FleetState } from './fleet/fleet-state.entity.ts';
import { RefusedClient } from './fleet/refused-client.entity.ts';
import { VersionWatch } from './fleet/version-watch.ts';
import { FleetWatch } from './fleet/fleet-watch.ts';
import { JobCreation } from './jobs/job-creation.service.ts';
import { JobOwners } from './jobs/job-owners.ts';
import { JobLog } from './jobs/job-log.ts';
import { InteractionsController } from './interactions/interactions.controller.ts';
import { InteractionsRepository } from './interactions/interactions.repository.ts';
import { InteractionsService } from './interactions/interactions.service.ts';
import { JobParams } from './jobs/job-params.ts';
import { JobViews } from './jobs/job-views.ts';
import { JobsController } from './jobs/jobs.controller.ts';
import { JobsRepository } from './jobs/jobs.repository.ts';
import { JobsService } from './jobs/jobs.service.ts';
import { NamedJobsController } from './jobs/named-jobs.controller.ts';
import { OwnFollowing } from './jobs/own-following.ts';
import { Kinds } from './kinds.ts';
import { AccountFollower } from './ledger/account-follower.entity.ts';
import { AccountRead } from './ledger/account-read.entity.ts';
import { Interaction } from './ledger/interaction.entity.ts';
import { KnownPeopleRepository } from './ledger/known-people.repository.ts';
import { LedgerRepository } from './ledger/ledger.repository.ts';
import { LedgerService } from './ledger/ledger.service.ts';
import { ReadsRepository } from './ledger/reads.repository.ts';
import { Acting } from './work/acting.ts';
import { Calls } from './work/calls.ts';
import { Dispatcher } from './work/dispatcher.ts';
import { FactsService } from './work/facts.service.ts';
import { JobProgress } from './work/job-progress.ts';
import { Objections } from './work/objections.ts';
import { KnownPeopleService } from './work/known-people.ts';
import { OpenJobsRepository } from './work/open-jobs.repository.ts';
import { OutcomeWriter } from './work/outcome-writer.ts';
import { Reading } from './work/reading.ts';
import { ProfilesModule } from './profiles/profiles.module.ts';
import { Reconciler } from './work/reconciler.ts';
import { PlanApproval } from './plans/plan-approval.ts';
import { PlanRounds } from './plans/plan.rounds.ts';
import { PlanTimes } from './plans/plan-times.ts';
import { PlansController } from './plans/plans.controller.ts';
import { PlansRepository } from './plans/plans.repository.ts';
import { PlansService } from './plans/plans.service.ts';
import { UndoRepository } from './plans/undo.repository.ts';
import { UndoService } from './plans/undo.service.ts';
import { ReviewsController } from './reviews/reviews.controller.ts';
import { ReviewsRepository } from './reviews/reviews.repository.ts';
import { ReviewsService } from './reviews/reviews.service.ts';
import { BotSchedule } from './schedules/schedule.entity.ts';
import { ScheduleRounds } from './schedules/schedule.rounds.ts';
import { ScheduleRuns } from './schedules/schedule-runs.ts';
import { SchedulesController } from './schedules/schedules.controller.ts';
import { SchedulesRepository } from './schedules/schedules.repository.ts';
import { SchedulesService } from './schedules/schedules.service.ts';
import { StraightOn } from './work/straight-on.ts';
import { Sweeper } from './work/sweeper.ts';
import { TurnClaims } from './work/turn-claims.ts';
import { TurnFailures } from './work/turn-failures.ts';
import { TurnFlow } from './work/turn-flow.ts';
import { TurnRunner } from './work/turn-runner.ts';
import { TurnSteps } from './work/turn-steps.ts';
import { TurnsRepository } from './work/turns.repository.ts';
import { TurnsService } from './work/turns.service.ts';
import { WorkerService } from './work/worker.service.ts';

/** What requests need: bots, jobs, and the turns that they ask for. */
@Module({
  imports: [
    DatabaseModule.entities(
      AccountFollower,
      AccountRead,
      BotStatus,
      BotJob,
      BotSchedule,
      Breaker,
      FleetState,
      Interaction,
      RefusedClient,
    ),
    AccountsModule,
    ActivityModule,
    AuditModule,
    DailyStatsModule,
    ContentModule,
    DailyStatsModule,
    NotificationsFeedModule,
    QuotasModule,
    ProfilesModule,
  ],
  controllers: [
    BotsController,
    BreakersController,
    FleetController,
    InteractionsController,
    JobsController,
    NamedJobsController,
    PlansController,
    ReviewsController,
    SchedulesController,
  ],
  providers: [
    BotsRepository,
    BotsService,
    BotViews,
    BreakersRepository,
    BreakersService,
    Clocks,
    FactsService,
    FleetRepository,
    FleetResume,
    FleetService,
    JobCreation,
    JobLog,
    JobOwners,
    PlanApproval,
    PlansRepository,
    PlansService,
    PlanTimes,
    UndoRepository,
    UndoService,
    JobParams,
    InteractionsRepository,
    InteractionsService,
    JobsRepository,
    JobsService,
    JobViews,
    Kinds,
    OpenJobsRepository,
    OwnFollowing,
    ReadsRepository,
    LedgerRepository,
    ReviewsRepository,
    ReviewsService,
    ScheduleRuns,
    SchedulesRepository,
    SchedulesService,
    StopAllBots,
    TurnsRepository,
    TurnsService,
  ],
  exports: [
    JobLog,
    JobsRepository,
    PlansRepository,
    BotsRepository,
    BreakersRepository,
    FactsService,
    FleetRepository,
    FleetResume,
    FleetService,
    Kinds,
    OpenJobsRepository,
    LedgerRepository,
    ReadsRepository,
    ScheduleRuns,
    SchedulesRepository,
    TurnsRepository,
    TurnsService,
  ],
})
export class BotModule {}

/** What a worker needs on top: everything that acts. */
@Module({
  imports: [
    NotificationsFeedModule,
    BotModule,
    AccountsModule,
    ActivityModule,
    AuditModule,
    ContentModule,
    DailyStatsModule,
    InstagramModule,
    ProfilesModule,
    QuotasModule,
  ],
  providers: [
    Acting,
    Breakers,
    Calls,
    Dispatcher,
    FleetProbe,
    FleetWatch,
    VersionWatch,
    JobProgress,
    KnownPeopleRepository,
    KnownPeopleService,
    LedgerService,
    Objections,
    OutcomeWriter,
    Reading,
    Reconciler,
    PlanRounds,
    ScheduleRounds,
    StraightOn,
    Sweeper,
    TurnClaims,
    TurnFailures,
    TurnFlow,
    TurnRunner,
    TurnSteps,
    WorkerService,
  ],
  exports: [Dispatcher],
})
export class BotWorkerModule {}
