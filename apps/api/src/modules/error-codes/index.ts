export { catalogueStatement } from './catalogue-statement.ts';
export { ErrorCodesModule } from './error-codes.module.ts';
