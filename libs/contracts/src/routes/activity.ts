import { activityListSchema, activityQuerySchema } from '../activity.ts';
import { route } from './entry.ts';

export const activity = {
  list: route({
    method: 'GET',
    path: '/api/activity-logs',
    area: 'reading',
    summary: 'Everything that happened, the newest first',
    access: 'activity.read',
    query: activityQuerySchema,
    answer: activityListSchema,
  }),
};

export const events = {
  stream: route({
    method: 'GET',
    path: '/api/events',
    area: 'reading',
    summary: 'What changes, live: server-sent events named bot, job, activity, quota and notice',
    access: 'events.read',
    answer: {
      streams: 'text/event-stream',
      description: 'Stays open; `EVENT_SCHEMAS` describes the data of each event',
    },
  }),
};
