export { catalogueStatement } from './catalogue-statement.ts';
export { ErrorCodesModule } from './error-codes.module.ts';
export { RefusalsService } from './refusals.service.ts';
