export { pendingQuery } from '../../../lib/queries/pending.query.ts';
