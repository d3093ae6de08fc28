import { auditCheckSchema, auditExportQuerySchema, auditListSchema, auditQuerySchema } from '../audit.ts';
import { route } from './entry.ts';

export const audit = {
  list: route({
    method: 'GET',
    path: '/api/admin/audit-log',
    area: 'audit',
    summary: 'Who did what to whom, from where; the newest first',
    access: 'audit.read',
    query: auditQuerySchema,
    answer: auditListSchema,
  }),
  verify: route({
    method: 'GET',
    path: '/api/admin/audit-log/verify',
    area: 'audit',
    summary: 'Whether every entry is as it was written, and none is missing',
    access: 'audit.read',
    answer: auditCheckSchema,
  }),
  export: route({
    method: 'GET',
    path: '/api/admin/audit-log/export',
    area: 'audit',
    summary: 'The audit log as CSV, the newest first',
    access: 'audit.read',
    query: auditExportQuerySchema,
    answer: { streams: 'text/csv', description: 'RFC 4180, with a header row' },
  }),
};
