import { errorCodeAnswerSchema, errorCodeListSchema, errorCodeParamsSchema } from '../error-codes.ts';
import { route } from './entry.ts';

export const errorCodes = {
  list: route({
    method: 'GET',
    path: '/api/error-codes',
    area: 'reading',
    summary: 'The error catalogue, with how often each code occurred',
    access: 'catalogue.read',
    answer: errorCodeListSchema,
  }),
  get: route({
    method: 'GET',
    path: '/api/error-codes/:code',
    area: 'reading',
    summary: 'One entry of the error catalogue, by code or symbol',
    access: 'catalogue.read',
    params: errorCodeParamsSchema,
    answer: errorCodeAnswerSchema,
  }),
};
