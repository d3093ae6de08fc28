import { z } from 'zod';
import {
  interactionListSchema,
  interactionSchema,
  interactionsExportQuerySchema,
  interactionsQuerySchema,
} from '../interactions.ts';
import { route } from './entry.ts';

export const interactions = {
  list: route({
    method: 'GET',
    path: '/api/bot/interactions',
    area: 'bot',
    summary: 'The ledger: each target of your jobs and what became of it, the newest first',
    access: 'job.read',
    query: interactionsQuerySchema,
    answer: interactionListSchema,
  }),
  exportCsv: route({
    method: 'GET',
    path: '/api/bot/interactions/export.csv',
    area: 'bot',
    summary: 'The ledger as CSV, the newest first',
    access: 'job.read',
    query: interactionsExportQuerySchema,
    answer: { streams: 'text/csv', description: 'RFC 4180, with a header row' },
  }),
  exportJson: route({
    method: 'GET',
    path: '/api/bot/interactions/export.json',
    area: 'bot',
    summary: 'The ledger as JSON, the newest first',
    access: 'job.read',
    query: interactionsExportQuerySchema,
    answer: { streams: 'application/json', schema: z.array(interactionSchema).meta({ id: 'InteractionsExport' }) },
  }),
};
