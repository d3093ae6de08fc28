export { BotModule, BotWorkerModule } from './bot.module.ts';
export { Dispatcher } from './work/dispatcher.ts';
