// Read as a namespace: a bundle keeps only the nouns that it uses.
export * from './accounts.ts';
export * from './activity.ts';
export * from './api-tokens.ts';
export * from './audit.ts';
export * from './auth.ts';
export * from './bots.ts';
export * from './content.ts';
export * from './error-codes.ts';
export * from './interactions.ts';
export * from './jobs.ts';
export * from './limits.ts';
export * from './notifications.ts';
export * from './schedules.ts';
export * from './second-factors.ts';
export * from './stats.ts';
export * from './system.ts';
export * from './users.ts';
