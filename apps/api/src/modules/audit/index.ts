export { AuditLogModule, AuditModule } from './audit.module.ts';
export { AuditService, type NewAuditEntry } from './audit.service.ts';
