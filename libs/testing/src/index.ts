export { type Answered, Client } from './client.ts';
export { eventually } from './eventually.ts';
export { Given, type GivenUser, PASSWORD } from './given.ts';
export { faultsOfPair, type PairRow, runPair, runPairs } from './pairs/run.ts';
export { SCENARIOS, type Scenario, type World } from './pairs/scenario.ts';
export {
  APP_ROLE,
  asWorker,
  createTestDatabase,
  OWNER_ROLE,
  SERVER_VARIABLE,
  TEMPLATE,
  type TestDatabase,
  WORKER_ROLE,
} from './server.ts';
export { Simulator, type SimulatorAddresses } from './simulator.ts';
export { Stack } from './stack.ts';
