export * from './fields.ts';
export type { LimitWords } from './kinds.ts';
export { LANGUAGES, type Language } from './languages.ts';
export {
  type ErrorMessage,
  type Message,
  MESSAGE_SYMBOLS,
  type MessageSymbol,
  type ParamsOf,
  sayError,
  say,
  WAIT_SYMBOLS,
  type WaitMessage,
  type WaitSymbol,
} from './messages.ts';
export type { JobWords } from './catalogue.ts';
export { paramsOf, render, renderJobTitle, type RenderOptions } from './render.ts';
