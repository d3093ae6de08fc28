export { type Failure, lostInProxy, type NextStep, type Scope } from './classifier.ts';
export { clientOf } from './client-version.ts';
export { type Egress, type Reach } from './egress.ts';
export * from './instagram.gateway.ts';
export { InstagramModule } from './instagram.module.ts';
export { Proxies } from './proxies.ts';
export { CALL_TIMEOUT_MS } from './private-api/hardened-request.ts';
