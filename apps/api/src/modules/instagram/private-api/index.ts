export { PrivateApiProvider } from './private-api.provider.ts';
