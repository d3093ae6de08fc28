export { ActivityModule, LiveEventsModule } from './activity.module.ts';
export { ActivityService } from './activity.service.ts';
export { Announcer } from './announcer.ts';
export { EVENT_CHANNEL, EventsService, messagesOf } from './events.service.ts';
export type { NewActivity } from './activity.repository.ts';
export type { Change } from './events.service.ts';
