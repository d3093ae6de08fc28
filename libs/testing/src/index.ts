export { eventually } from './eventually.ts';
export { Given, type GivenUser, PASSWORD } from './given.ts';
export { APP_ROLE, createTestDatabase, OWNER_ROLE, SERVER_VARIABLE, TEMPLATE, type TestDatabase } from './server.ts';
export { Simulator, type SimulatorAddresses } from './simulator.ts';
