export { AccountRamps } from './account-ramps.service.ts';
export { AccountLease, isServed, type Lease, LEASE_SECONDS } from './account-lease.ts';
export { stateOf } from './accounts.mapper.ts';
export { AccountsModule, DailyTestsModule } from './accounts.module.ts';
export { type AccountRow } from './accounts.repository.ts';
export { AccountsService, endsSession } from './accounts.service.ts';
export { SessionOpener } from './session-opener.service.ts';
export { SessionTests } from './session-tests.service.ts';
