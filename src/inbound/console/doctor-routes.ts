import { doctorEndpoints } from '../../contract/console/doctor';
import { CareError } from '../../kernel/errors';
import type { Doctor } from '../doctor/doctor';
import { type ConsoleResource, resource } from './routes';

/** 接入: the steps of the set-up, each checked when it is asked for. */
export function doctorRoutes({ doctor, sandbox }: { doctor: Doctor; sandbox: boolean }): ConsoleResource {
  return resource(doctorEndpoints, {
    listDoctorSteps: async () => ({
      sandbox,
      steps: doctor.steps.map(({ name, title, mend }) => ({ name, title: title.zh, mend: mend.zh })),
    }),
    runDoctorStep: async ({ params }) => {
      const step = doctor.steps.find(({ name }) => name === params.name);
      if (!step) throw new CareError('unknown_step', '没有这个检查步骤', { status: 404 });
      const { ok, words } = await doctor.check(step);
      return { ok, words: words.zh };
    },
  });
}
