import {
  dailyStatsSchema,
  hoursQuerySchema,
  hourStatsSchema,
  sourceStatsSchema,
  statsQuerySchema,
  statsSummarySchema,
} from '../stats.ts';
import { route } from './entry.ts';

export const stats = {
  daily: route({
    method: 'GET',
    path: '/api/stats/daily',
    area: 'reading',
    summary: 'What was done each day, by action; a day without anything is absent',
    access: 'stats.read',
    query: statsQuerySchema,
    answer: dailyStatsSchema,
  }),
  summary: route({
    method: 'GET',
    path: '/api/stats/summary',
    area: 'reading',
    summary: 'What was done in a span of days, and in the span before',
    access: 'stats.read',
    query: statsQuerySchema,
    answer: statsSummarySchema,
  }),
  hours: route({
    method: 'GET',
    path: '/api/stats/hours',
    area: 'reading',
    summary: 'At which hours of the week things were done',
    access: 'stats.read',
    query: hoursQuerySchema,
    answer: hourStatsSchema,
  }),
  sources: route({
    method: 'GET',
    path: '/api/stats/sources',
    area: 'reading',
    summary: 'What came of each source, the most fruitful first, 100 at the most',
    access: 'stats.read',
    query: statsQuerySchema,
    answer: sourceStatsSchema,
  }),
};
