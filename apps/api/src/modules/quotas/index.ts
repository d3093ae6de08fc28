export { QuotaInterceptor } from './quota.interceptor.ts';
export { QuotasModule } from './quotas.module.ts';
export { type QuotaLeft, QuotasService } from './quotas.service.ts';
