import { idParamsSchema, successSchema } from '../common.ts';
import { limitsAnswerSchema, setLimitsSchema, setWishesSchema } from '../limits.ts';
import { route } from './entry.ts';

export const limits = {
  own: route({
    method: 'GET',
    path: '/api/limits',
    area: 'quotas',
    summary: 'Your limits today: what is allowed, used and left, and why',
    access: 'quota.read',
    answer: limitsAnswerSchema,
  }),
  setDefault: route({
    method: 'PUT',
    path: '/api/limits',
    area: 'quotas',
    summary: 'Set the global default limits; what is not named stays',
    access: 'quota.update',
    body: setLimitsSchema,
    answer: limitsAnswerSchema,
  }),
  ofUser: route({
    method: 'GET',
    path: '/api/users/:id/limits',
    area: 'quotas',
    summary: "A user's limits today",
    access: 'quota.update',
    params: idParamsSchema,
    answer: limitsAnswerSchema,
  }),
  setOfUser: route({
    method: 'PUT',
    path: '/api/users/:id/limits',
    area: 'quotas',
    summary: "Set a user's limits; what is not named stays",
    access: 'quota.update',
    params: idParamsSchema,
    body: setLimitsSchema,
    answer: limitsAnswerSchema,
  }),
  clearOfUser: route({
    method: 'DELETE',
    path: '/api/users/:id/limits',
    area: 'quotas',
    summary: 'Reset a user to the global default limits',
    access: 'quota.update',
    params: idParamsSchema,
    answer: successSchema,
  }),
  setWishes: route({
    method: 'PUT',
    path: '/api/users/:id/wishes',
    area: 'quotas',
    summary: 'Set lower limits for yourself; what is not named stays, null removes one',
    access: 'self.wishes',
    params: idParamsSchema,
    body: setWishesSchema,
    answer: limitsAnswerSchema,
  }),
};
