import { z } from 'zod';
import { type CareSettings, careSettingsSchema } from '../../kernel/care-settings';
import { CareError, type Fault } from '../../kernel/errors';
import { playTitles } from '../../kernel/play-titles';
import { settingsTexts } from './texts';

/**
 * Reads the rules of care as an admin sends them.
 *
 * @throws CareError `bad_settings` naming every fault, in Chinese
 */
export function checkCare(value: unknown): CareSettings {
  const parsed = careSettingsSchema.safeParse(value, { error: z.locales.zhCN().localeError });
  const faults = parsed.success ? crossFaults(parsed.data) : (parsed.error?.issues ?? []).map(faultOf);
  if (parsed.success && faults.length === 0) return parsed.data;
  throw new CareError('bad_settings', settingsTexts.invalid, { status: 422, faults });
}

function faultOf({ path, code, message }: z.core.$ZodIssue): Fault {
  // The one form among these fields is that of a time of day, told in English for who writes config/care.yaml.
  return { path: path.join('.'), message: code === 'invalid_format' ? settingsTexts.clockTime : message };
}

type Check = [path: string, holds: boolean, message: string];

/** What one value says about another. WeCom's ceiling and the law are no switches: nights stay quiet. */
function crossFaults(care: CareSettings): Fault[] {
  const checks: Check[] = [
    ...quietChecks(care),
    ...capChecks(care),
    ...dayChecks(care),
    ...serviceChecks(care),
    ...rankChecks(care),
  ];
  const faults = checks.filter(([, holds]) => !holds).map(([path, , message]) => ({ path, message }));
  return [...faults, ...playFaults(care)];
}

function quietChecks({ quietHours: { from, to } }: CareSettings): Check[] {
  return [
    ['quietHours.from', from >= '12:00' && from <= '22:00', settingsTexts.quietFrom],
    ['quietHours.to', to >= '08:00' && to < '12:00', settingsTexts.quietTo],
  ];
}

function capChecks({ caps }: CareSettings): Check[] {
  const { atLeast, atLeastOne, atMost } = settingsTexts;
  return [
    ['caps.perDay', caps.perDay >= 1, atLeastOne],
    ['caps.perDay', caps.perDay <= 3, atMost(3)],
    ['caps.per7Days', caps.per7Days >= caps.perDay, atLeast('每天上限')],
    ['caps.per7Days', caps.per7Days <= 7, atMost(7)],
    ['caps.per7DaysElite', caps.per7DaysElite >= caps.per7Days, atLeast('普通客户的 7 天上限')],
    ['caps.per7DaysElite', caps.per7DaysElite <= 14, atMost(14)],
    ['caps.commercialPerMonth', caps.commercialPerMonth >= caps.commercialPer7Days, atLeast('推广类 7 天上限')],
    ['caps.dormantDays', caps.dormantDays >= 1, atLeastOne],
  ];
}

function dayChecks({ repDay }: CareSettings): Check[] {
  return [
    ['repDay.digestTo', repDay.digestFrom < repDay.digestTo, settingsTexts.notBefore('简报开始时间')],
    ['repDay.digestUntil', repDay.digestTo < repDay.digestUntil, settingsTexts.notBefore('简报结束时间')],
  ];
}

function serviceChecks({ service: { opensAt, closesAt, followUpAt } }: CareSettings): Check[] {
  return [
    ['service.closesAt', opensAt < closesAt, settingsTexts.notBefore('上班时间')],
    ['service.followUpAt', opensAt <= followUpAt && followUpAt < closesAt, settingsTexts.inServiceHours],
  ];
}

function rankChecks({ stages, tiers }: CareSettings): Check[] {
  const { notBefore, atLeast } = settingsTexts;
  return [
    ['stages.partnerOrders', stages.partnerOrders >= stages.loyalOrders, atLeast('忠诚所需单数')],
    ['stages.partnerDays', stages.partnerDays >= stages.loyalDays, atLeast('忠诚所需天数')],
    ['stages.dormantDays', stages.dormantDays > stages.atRiskDays, notBefore('有流失风险的天数')],
    ['tiers.eliteCents', tiers.eliteCents > tiers.premiumCents, notBefore('高级所需消费')],
    ['tiers.eliteOrders', tiers.eliteOrders > tiers.premiumOrders, notBefore('高级所需单数')],
  ];
}

function playFaults({ playsOff }: CareSettings): Fault[] {
  return playsOff.flatMap((play, index) => {
    const path = `playsOff.${index}`;
    if (!Object.hasOwn(playTitles, play)) return [{ path, message: settingsTexts.unknownPlay(play) }];
    return play === 'welcome' ? [{ path, message: settingsTexts.welcomeStays }] : [];
  });
}
