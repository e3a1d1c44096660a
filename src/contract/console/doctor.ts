import { z } from 'zod';
import { endpoint } from './endpoint';

export const doctorEndpoints = {
  listDoctorSteps: endpoint({
    method: 'GET',
    path: '/doctor/steps',
    summary: 'The steps of a set-up, in the order in which they must be done',
    permission: 'doctor.run',
    answer: z.object({
      sandbox: z.boolean(),
      steps: z.array(z.object({ name: z.string(), title: z.string(), mend: z.string() })),
    }),
  }),
  runDoctorStep: endpoint({
    method: 'POST',
    path: '/doctor/steps/:name',
    summary: 'Checks one step, live',
    permission: 'doctor.run',
    answer: z.object({ ok: z.boolean(), words: z.string() }),
  }),
} as const;
