import { accountChoiceSchema, botAnswerSchema } from '../bot.ts';
import {
  breakerAnswerSchema,
  breakerListQuerySchema,
  breakerListSchema,
  releaseBreakerSchema,
  stopAllAnswerSchema,
  stopAllSchema,
} from '../breakers.ts';
import { idParamsSchema } from '../common.ts';
import { fleetAnswerSchema, fleetPauseAnswerSchema, fleetReasonSchema } from '../fleet.ts';
import { route } from './entry.ts';

export const bots = {
  status: route({
    method: 'GET',
    path: '/api/bot/status',
    area: 'bot',
    summary: 'The state of the bot: running, paused until when, its last error',
    access: 'bot.read',
    query: accountChoiceSchema.unwrap(),
    answer: botAnswerSchema,
  }),
  start: route({
    method: 'POST',
    path: '/api/bot/start',
    area: 'bot',
    summary: 'Start the bot',
    access: 'bot.operate',
    body: accountChoiceSchema,
    answer: botAnswerSchema,
  }),
  stop: route({
    method: 'POST',
    path: '/api/bot/stop',
    area: 'bot',
    summary: 'Stop the bot',
    access: 'bot.operate',
    body: accountChoiceSchema,
    answer: botAnswerSchema,
  }),
  stopAll: route({
    method: 'POST',
    path: '/api/bot/stop-all',
    area: 'bot',
    summary: 'Stop all of your bots; as an administrator, everyone’s',
    access: 'bot.operate',
    body: stopAllSchema,
    answer: stopAllAnswerSchema,
  }),
};

export const breakers = {
  list: route({
    method: 'GET',
    path: '/api/bot/breakers',
    area: 'bot',
    summary: 'What Instagram made your bots stop, and until when',
    access: 'bot.read',
    query: breakerListQuerySchema,
    answer: breakerListSchema,
  }),
  release: route({
    method: 'POST',
    path: '/api/bot/breakers/:id/release',
    area: 'bot',
    summary: 'Go on before a breaker lets its first action through',
    access: 'bot.operate',
    params: idParamsSchema,
    body: releaseBreakerSchema,
    answer: breakerAnswerSchema,
  }),
};

export const fleet = {
  read: route({
    method: 'GET',
    path: '/api/bot/fleet',
    area: 'bot',
    summary: 'Whether all bots are paused together, and until when',
    access: 'bot.read',
    answer: fleetAnswerSchema,
  }),
  explain: route({
    method: 'GET',
    path: '/api/admin/fleet',
    area: 'bot',
    summary: 'Why all bots are paused, and what comes next',
    access: 'system.read',
    answer: fleetPauseAnswerSchema,
  }),
  pause: route({
    method: 'POST',
    path: '/api/admin/fleet/pause',
    area: 'bot',
    summary: 'Pause all bots until an administrator resumes them',
    access: 'fleet.operate',
    body: fleetReasonSchema,
    answer: fleetPauseAnswerSchema,
  }),
  resume: route({
    method: 'POST',
    path: '/api/admin/fleet/resume',
    area: 'bot',
    summary: 'Resume all bots, one after another',
    access: 'fleet.operate',
    body: fleetReasonSchema,
    answer: fleetPauseAnswerSchema,
  }),
};
