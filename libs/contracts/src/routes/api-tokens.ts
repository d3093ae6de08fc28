import {
  apiTokenListSchema,
  apiTokensQuerySchema,
  createApiTokenSchema,
  createdApiTokenSchema,
} from '../api-tokens.ts';
import { idParamsSchema, successSchema } from '../common.ts';
import { route } from './entry.ts';

export const apiTokens = {
  list: route({
    method: 'GET',
    path: '/api/auth/tokens',
    area: 'auth',
    summary: 'Your API tokens, the newest first',
    access: 'self.tokens',
    personOnly: true,
    query: apiTokensQuerySchema,
    answer: apiTokenListSchema,
  }),
  create: route({
    method: 'POST',
    path: '/api/auth/tokens',
    area: 'auth',
    summary: 'Create an API token with some of your permissions; it is shown once',
    access: 'self.tokens',
    recentProof: true,
    body: createApiTokenSchema,
    status: 201,
    answer: createdApiTokenSchema,
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/auth/tokens/:id',
    area: 'auth',
    summary: 'Remove an API token; it ends at once',
    access: 'self.tokens',
    personOnly: true,
    params: idParamsSchema,
    answer: successSchema,
  }),
};
