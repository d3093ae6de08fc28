import { idParamsSchema, successSchema } from '../common.ts';
import * as schedule from '../schedules.ts';
import { route } from './entry.ts';

export const schedules = {
  list: route({
    method: 'GET',
    path: '/api/bot/schedules',
    area: 'jobs',
    summary: 'Your schedules, the newest first',
    access: 'job.read',
    query: schedule.schedulesQuerySchema,
    answer: schedule.scheduleListSchema,
  }),
  create: route({
    method: 'POST',
    path: '/api/bot/schedules',
    area: 'jobs',
    summary: 'Have a job created again at set times',
    access: 'job.create',
    body: schedule.createScheduleSchema,
    status: 201,
    answer: schedule.scheduleAnswerSchema,
  }),
  change: route({
    method: 'PATCH',
    path: '/api/bot/schedules/:id',
    area: 'jobs',
    summary: 'Change a schedule, or pause and resume it with `enabled`',
    access: 'job.create',
    params: idParamsSchema,
    body: schedule.scheduleChangesSchema,
    answer: schedule.scheduleAnswerSchema,
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/bot/schedules/:id',
    area: 'jobs',
    summary: 'Remove a schedule; jobs that it created stay',
    access: 'job.create',
    params: idParamsSchema,
    answer: successSchema,
  }),
  run: route({
    method: 'POST',
    path: '/api/bot/schedules/:id/run',
    area: 'jobs',
    summary: 'Create the job of a schedule now, beside its times',
    access: 'job.create',
    params: idParamsSchema,
    status: 202,
    answer: schedule.scheduleRunAnswerSchema,
  }),
  recipes: route({
    method: 'GET',
    path: '/api/bot/recipes',
    area: 'jobs',
    summary: 'Schedules that are ready to be posted',
    access: 'job.read',
    answer: schedule.recipeListSchema,
  }),
};
