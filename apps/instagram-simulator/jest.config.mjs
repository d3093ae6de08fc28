import { nodeConfig } from '../../jest.base.mjs';

export default nodeConfig({ displayName: 'instagram-simulator' });
