import { Doctor } from '../inbound/doctor/doctor';
import { probe } from '../outbound/http-probe';
import type { FeatureParts, Features } from './features';

/** The doctor of this installation, for the command and the console alike. */
export function doctorOf({ wecom }: Pick<Features, 'wecom'>, parts: FeatureParts): Doctor {
  const { config, credentials, wecomUrl, clock } = parts;
  const isSandbox = config.wecom === null;
  const isClockMoved = isSandbox || config.clockStart !== null;
  return new Doctor({
    wecom,
    credentials,
    isSandbox,
    publicUrl: config.publicUrl,
    wecomUrl,
    clock,
    isClockMoved,
    probe,
  });
}
