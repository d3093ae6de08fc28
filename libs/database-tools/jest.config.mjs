import { jestConfig } from '../../jest.base.mjs';

// Real servers are started here, on machines that may be busy; most of the time goes by waiting for them.
export default jestConfig({ displayName: 'database-tools', testTimeout: 120_000, maxWorkers: 2 });
