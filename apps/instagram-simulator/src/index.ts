export { DEFAULT_SETTINGS, type Settings } from './settings.ts';
export { type Simulator, type SimulatorOptions, startSimulator } from './start-simulator.ts';
