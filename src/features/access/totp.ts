import { Secret, TOTP } from 'otpauth';
import type { Instant } from '../../kernel/ports';

const stepMs = 30_000;

/** A fresh secret for an authenticator app, base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the authenticator app scans. */
export function totpUri(secret: string, login: string, shopName: string): string {
  return totpOf(secret, login, shopName).toString();
}

/**
 * The 30-second step that a code belongs to, one before and one after now included; null: a wrong code. A step that
 * is not after the last used one is a code used twice.
 */
export function totpStepOf(secret: string, code: string, at: Instant): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: at, window: 1 });
  return delta === null ? null : Math.floor(at / stepMs) + delta;
}

function totpOf(secret: string, label = '', issuer = ''): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), label, issuer: issuer || '久伴', digits: 6, period: 30 });
}
