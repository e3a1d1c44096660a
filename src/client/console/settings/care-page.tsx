import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { type CareValue, settingsEndpoints, type SettingVersionView } from '../../../contract/console/settings';
import { Refused } from '../../ui/ask';
import { clockTextIn } from '../../ui/shop-time';
import { ErrorNotice, Loading } from '../../ui/states';
import { call } from '../api';
import { useMay, useSession } from '../session';
import { CareForm } from './care-form';
import { carriedOver, differences, type PlayNames } from './care-value';
import { ConflictDialog } from './conflict-dialog';
import { HistoryDrawer } from './history-drawer';
import { SaveDialog } from './save-dialog';
import { SettingsHead } from './settings-head';

type Care = SettingVersionView & { shipped: CareValue; plays: PlayNames };

/** 设置 · 照顾规则. */
export function CarePage() {
  const care = useQuery({ queryKey: ['settings', 'care'], queryFn: () => call(settingsEndpoints.readCare, {}) });
  if (care.isPending) return <Loading />;
  if (!care.data) return <ErrorNotice error={care.error} onRetry={() => void care.refetch()} />;
  return <Rules now={care.data} />;
}

/** What the member is changing, and the version that they began with. */
interface Draft {
  base: SettingVersionView;
  value: CareValue;
}

function Rules({ now }: { now: Care }) {
  const mayEdit = useMay('settings.edit');
  const { message } = App.useApp();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const [open, setOpen] = useState<'save' | 'history' | null>(null);
  const [theirs, setTheirs] = useState<SettingVersionView | null>(null);
  const { base, value } = draft ?? { base: now, value: now.value };
  const changes = differences(base.value, value, now.plays);
  const settle = async (words: string) => {
    setOpen(null);
    setDraft(null);
    setFaults(new Map());
    // The shop's name is part of the session.
    await Promise.all([
      client.invalidateQueries({ queryKey: ['settings'] }),
      client.invalidateQueries({ queryKey: ['session'] }),
    ]);
    if (words) void message.success(words);
  };
  const refuse = (error: Error) => {
    setOpen(null);
    if (!(error instanceof Refused)) return void message.error(error.message);
    setFaults(new Map(error.faults.map((fault) => [fault.path, fault.message])));
    // The body of a 409 holds the version that came between.
    if (error.code === 'stale_settings') setTheirs(error.more.current as SettingVersionView);
    else void message.error(error.message);
  };
  return (
    <>
      <SettingsHead
        tab="care"
        note={<Since now={now} />}
        actions={<Button onClick={() => setOpen('history')}>改动记录</Button>}
      />
      <CareForm
        care={value}
        shipped={now.shipped}
        plays={now.plays}
        faults={faults}
        disabled={!mayEdit}
        onChange={(next) => setDraft({ base, value: next })}
      />
      {changes.length > 0 && (
        <div className="care-bar" role="region" aria-label="未保存的改动">
          <span>{changes.length} 项改动还没有保存</span>
          <Button onClick={() => void settle('')}>放弃</Button>
          <Button type="primary" onClick={() => setOpen('save')}>
            预览并保存
          </Button>
        </div>
      )}
      {open === 'save' && (
        <SaveDialog
          basedOn={base.version}
          value={value}
          differences={changes}
          onSaved={() => void settle('已保存，立即生效')}
          onRefused={refuse}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'history' && (
        <HistoryDrawer
          name="care"
          current={now.version}
          shipped={now.shipped}
          mayEdit={mayEdit}
          load={(before) => call(settingsEndpoints.pageCareVersions, { query: before ? { before } : {} })}
          restore={(version) => call(settingsEndpoints.restoreCare, { body: { basedOn: now.version, version } })}
          differences={(from, to) => differences(from, to, now.plays)}
          onRestored={() => void settle('已恢复，立即生效')}
          onClose={() => setOpen(null)}
        />
      )}
      {theirs && (
        <ConflictDialog
          theirs={theirs}
          between={differences(theirs.value, value, now.plays)}
          onTakeTheirs={() => {
            setTheirs(null);
            void settle('');
          }}
          onKeepMine={() => {
            setTheirs(null);
            setDraft({ base: theirs, value: carriedOver(base.value, value, theirs.value) });
          }}
        />
      )}
    </>
  );
}

function Since({ now: { version, memberName, createdAt } }: { now: Care }) {
  const clockText = clockTextIn(useSession().shop.zone);
  return version === 0 || createdAt === null
    ? '照顾客户的规则；现在都是出厂设置'
    : `照顾客户的规则；第 ${version} 版，${memberName} ${clockText(createdAt)} 保存`;
}
