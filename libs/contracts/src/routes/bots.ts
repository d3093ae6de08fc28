import { accountChoiceSchema, botAnswerSchema } from '../bot.ts';
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
