export { CALL_TIMEOUT_MS } from './call-limits.ts';
export { type Failure, lostInProxy, type NextStep, type Scope } from './classifier.ts';
export { clientOf } from './client-version.ts';
export { type Egress, type Reach } from './egress/egress.ts';
export { InstagramGateway } from './instagram.gateway.ts';
export { InstagramModule } from './instagram.module.ts';
export * from './instagram.provider.ts';
export { Proxies } from './proxies.ts';
