import './words.ts';

export * from './actions.ts';
export * from './activity.ts';
export * from './auth.ts';
export * from './bot.ts';
export * from './catalogue/index.ts';
export * from './common.ts';
export * from './error-codes.ts';
export * from './events.ts';
export * from './jobs.ts';
export * from './limits.ts';
export * from './permissions.ts';
export * from './problem.ts';
export * from './system.ts';
export * from './users.ts';
