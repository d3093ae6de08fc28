import { nodeConfig } from '../../jest.base.mjs';

export default nodeConfig({ displayName: 'testing' });
