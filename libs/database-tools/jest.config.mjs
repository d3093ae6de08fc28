import { nodeConfig } from '../../jest.base.mjs';

// Real servers are started here, on machines that may be busy; most of the time goes by waiting for them.
export default nodeConfig({ displayName: 'database-tools', maxWorkers: 2 });
