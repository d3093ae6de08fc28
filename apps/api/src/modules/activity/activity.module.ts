import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { ActivityController } from './activity.controller.ts';
import { ActivityExportService } from './activity-export.service.ts';
import { ActivityLog } from './activity-log.entity.ts';
import { ActivityRepository } from './activity.repository.ts';
import { ActivityService } from './activity.service.ts';
import { Announcer } from './announcer.ts';
import { EventListener } from './event-listener.ts';
import { EventsService } from './events.service.ts';

@Module({
  imports: [DatabaseModule.entities(ActivityLog)],
  controllers: [ActivityController],
  providers: [ActivityExportService, ActivityRepository, ActivityService, Announcer, EventsService],
  exports: [ActivityService, Announcer, EventsService],
})
export class ActivityModule {}

/** Listens for events of all processes; only in the process that serves requests. */
@Module({})
export class LiveEventsModule {
  static listen(): DynamicModule {
    return { module: LiveEventsModule, imports: [ActivityModule], providers: [EventListener] };
  }
}
