import { jestConfig } from '../../jest.base.mjs';

export default jestConfig({ displayName: 'instagram-simulator', testTimeout: 30_000 });
