import {
  activityExportQuerySchema,
  activityExportSchema,
  activityListSchema,
  activityQuerySchema,
} from '../activity.ts';
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
  exportCsv: route({
    method: 'GET',
    path: '/api/activity-logs/export.csv',
    area: 'reading',
    summary: 'Everything that happened as CSV, the newest first',
    access: 'activity.read',
    query: activityExportQuerySchema,
    answer: { streams: 'text/csv', description: 'RFC 4180, with a header row' },
  }),
  exportJson: route({
    method: 'GET',
    path: '/api/activity-logs/export.json',
    area: 'reading',
    summary: 'Everything that happened as JSON, the newest first',
    access: 'activity.read',
    query: activityExportQuerySchema,
    answer: { streams: 'application/json', schema: activityExportSchema },
  }),
};

export const events = {
  stream: route({
    method: 'GET',
    path: '/api/events',
    area: 'reading',
    summary: 'What changes, live: server-sent events named bot, job, activity, quota and notice',
    access: 'events.read',
    // A stream ends with its login session.
    personOnly: true,
    answer: {
      streams: 'text/event-stream',
      description: 'Stays open; `EVENT_SCHEMAS` describes the data of each event',
    },
  }),
};
