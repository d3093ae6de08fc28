export { ActivityModule, LiveEventsModule } from './activity.module.ts';
export { ActivityService } from './activity.service.ts';
export { EventsService } from './events.service.ts';
