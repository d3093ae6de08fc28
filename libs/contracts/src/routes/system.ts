import {
  healthSchema,
  instanceAnswerSchema,
  readinessSchema,
  securityAnswerSchema,
  setSecuritySchema,
  systemAnswerSchema,
} from '../system.ts';
import { route } from './entry.ts';

export const health = {
  live: route({
    method: 'GET',
    path: '/api/health/live',
    area: 'system',
    summary: 'The process is up',
    access: 'public',
    answer: healthSchema,
  }),
  ready: route({
    method: 'GET',
    path: '/api/health/ready',
    area: 'system',
    summary: 'Requests can be served: the database answers and its schema is ours',
    access: 'public',
    answer: readinessSchema,
  }),
};

export const instance = {
  read: route({
    method: 'GET',
    path: '/api/instance',
    area: 'system',
    summary: 'What this installation is: its mode, pace, and the demo accounts of the simulator',
    access: 'public',
    answer: instanceAnswerSchema,
  }),
};

export const system = {
  read: route({
    method: 'GET',
    path: '/api/admin/system',
    area: 'system',
    summary: 'The state of the installation',
    access: 'system.read',
    answer: systemAnswerSchema,
  }),
  setSecurity: route({
    method: 'PUT',
    path: '/api/admin/security',
    area: 'system',
    summary: 'Set whether everyone needs a second factor; to require one, you must have one',
    access: 'security.update',
    recentProof: true,
    body: setSecuritySchema,
    answer: securityAnswerSchema,
  }),
};
