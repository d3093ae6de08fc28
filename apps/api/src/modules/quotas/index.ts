export { QuotaInterceptor } from './quota.interceptor.ts';
export { QuotasModule } from './quotas.module.ts';
export { QuotasService } from './quotas.service.ts';
